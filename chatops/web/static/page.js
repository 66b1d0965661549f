// What the page does by itself: it sends forms without losing the place, looks for news, and tells a screen reader.
// Everything also works without it; the server draws the same page whole.

import { combobox } from "./combobox.js";

const LOOK_AGAIN = 3000;
const SOON = 400;
const announcer = document.getElementById("announcer");
let opener = null; // what was pressed to open the answer, to give the focus back
let typedIn = false; // whether something was typed in the open form
let exploring = false; // whether arrow keys are moving through radio buttons

const pane = (name) => document.getElementById(name);
const key = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");

function say(words) {
  if (!announcer) return;
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = words; }, 50);
}

// Asking -----------------------------------------------------------------------------------------------------------

async function send(form, body) {
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function submit(form, only = null) {
  if (form.getAttribute("aria-busy") === "true") return;
  const filling = form.classList.contains("ask");
  if (!filling && typedIn && !confirm("Leave the open form? What you typed in it is not kept.")) return;
  const body = new URLSearchParams(new FormData(form));
  if (only) for (const name of [...body.keys()]) if (/^[amtl]\./.test(name) && name !== only) body.delete(name);
  if (pane("places")) body.set("place", pane("places").dataset.place);
  const buttons = [...form.querySelectorAll("button")];
  form.setAttribute("aria-busy", "true");
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  try {
    const page = await send(form, body);
    if (!page.getElementById("answer")) { trouble(form, page.querySelector(".lead")?.textContent); return; }
    if (!filling && !form.closest("#answer")) opener = where(form);
    if (form.classList.contains("say")) form.elements.typed.value = "";
    open(page);
  } catch {
    trouble(form, "The bot could not be reached. Nothing is lost: press again, it will not be sent twice.");
    return;
  } finally {
    form.removeAttribute("aria-busy");
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
  }
  if (form.isConnected && form.elements.key && !form.classList.contains("ask")) form.elements.key.value = key();
}

function trouble(form, words) {
  form.querySelector(".error.sending")?.remove();
  const line = document.createElement("p");
  line.className = "error sending";
  line.setAttribute("role", "alert");
  line.textContent = words || "This was not sent. Open the page again.";
  form.append(line);
}

function open(page) {
  const fresh = page.getElementById("answer");
  pane("answer").replaceWith(fresh);
  redraw(page.getElementById("places"));
  if (!document.querySelector(".change[open]")) pane("me").replaceWith(page.getElementById("me"));
  const whole = document.querySelector(".panes");
  whole.classList.toggle("answering", page.querySelector(".panes").classList.contains("answering"));
  document.title = page.title;
  typedIn = false;
  fit(fresh);
  (pane("wrong") ?? pane("answer-title")).focus();
  setTimeout(look, SOON);
}

function close(event) {
  if (typedIn && !confirm("Close the form? What you typed in it is not kept.")) return;
  fetch(event.target.href, { credentials: "same-origin" }).then((answer) => answer.text()).then((text) => {
    open(new DOMParser().parseFromString(text, "text/html"));
    (opener && find(opener) || pane("typed"))?.focus();
  }).catch(() => { location.href = event.target.href; });
}

// A pressed button may be redrawn before the focus comes back to it: it is remembered by what it asks.
const where = (form, inside = form.closest(".pane")?.id) =>
  [form.elements.word?.value ?? "", form.elements.about?.value ?? "", inside];

function find([word, about, inside]) {
  const forms = [...document.querySelectorAll(`#${inside} form.press`)];
  return forms.find((form) => form.elements.word.value === word && form.elements.about.value === about)?.querySelector("button");
}

// Channels ---------------------------------------------------------------------------------------------------------

const called = (place) => (place === "messages" ? "your messages" : place);

// Puts in what changed and leaves alone what did not, so that nothing moves under a finger or a reader.
function redraw(fresh) {
  const places = pane("places");
  if (!fresh || !places || fresh.dataset.place !== places.dataset.place) return;
  const before = new Map([...places.querySelectorAll(".post")].map((post) => [post.id, post]));
  const list = pane("posts");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const news = [];
  const posts = [...fresh.querySelectorAll(".post")].map((post) => {
    const old = before.get(post.id);
    if (old?.dataset.drawing === post.dataset.drawing) return old;
    news.push(`${old ? "Changed" : "New"} in ${called(fresh.dataset.place)}: ${post.querySelector("h3").textContent}`);
    const pressed = old?.contains(document.activeElement) && document.activeElement.closest("form.press");
    if (pressed) setTimeout(() => (find(where(pressed, "places")) ?? list).focus());
    return post;
  });
  if (news.length || before.size !== posts.length) {
    list.replaceChildren(...(posts.length ? posts : fresh.querySelector("#posts").children));
    if (atEnd) list.scrollTop = list.scrollHeight;
  }
  counts(places.querySelector(".rooms"), fresh.querySelector(".rooms"));
  if (news.length) say(news.join(". "));
}

function counts(rooms, fresh) {
  for (const link of fresh.querySelectorAll("a")) {
    const old = rooms.querySelector(`[data-room="${link.dataset.room}"]`);
    if (!old || old.textContent === link.textContent) continue;
    const elsewhere = !old.hasAttribute("aria-current");
    old.replaceChildren(...link.childNodes);
    old.classList.toggle("news", elsewhere);
    if (elsewhere) say(`News in ${called(link.dataset.room)}.`);
  }
}

async function look(place = pane("places")?.dataset.place, entering = false) {
  const me = document.querySelector('#places input[name="me"]')?.value;
  if (!me || (document.hidden && !entering)) return;
  try {
    const answer = await fetch(`/places?${new URLSearchParams({ me, place })}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("places");
    if (entering) enter(fresh);
    else redraw(fresh);
  } catch { /* looked at again in a moment */ }
}

function enter(fresh) {
  const seen = [...document.querySelectorAll(".rooms .news")].map((link) => link.dataset.room);
  pane("places").replaceWith(fresh);
  for (const room of seen) fresh.querySelector(`[data-room="${room}"]:not([aria-current])`)?.classList.add("news");
  const me = fresh.querySelector('input[name="me"]').value;
  history.replaceState(null, "", `/?${new URLSearchParams({ me, place: fresh.dataset.place })}`);
  pane("posts").scrollTop = pane("posts").scrollHeight;
  fresh.querySelector("[aria-current]").focus();
}

// A drawn form -----------------------------------------------------------------------------------------------------

function fit(root) {
  for (const question of root.querySelectorAll("[data-lookup]")) {
    const form = question.closest("form");
    combobox(question, async (name, part) => {
      const body = new URLSearchParams({ question: name, part });
      for (const field of ["csrf", "me", "place", "key", "word", "about"]) body.set(field, form.elements[field].value);
      const answer = await fetch("/search", { method: "POST", body, credentials: "same-origin" });
      return (await answer.json()).found;
    }, say);
  }
}

// Yes to the question that stops a form acts at once. Moving through the options by arrow keys chooses each on the
// way, so then the rest of the form only folds away, and the button sends.
function stop(fieldset, option) {
  const form = fieldset.closest("form");
  form.toggleAttribute("data-stopped", option.value === "yes");
  if (option.value === "yes" && !exploring) { typedIn = false; submit(form, option.name); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // A file is the browser's own business: it saves what it is sent and leaves the page as it is.
  if (["/me", "/tour", "/file"].includes(form.getAttribute("action")) || !pane("answer")) return;
  event.preventDefault();
  submit(form, form.hasAttribute("data-stopped") ? form.querySelector("[data-stop] input").name : null);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.hasAttribute("data-close")) { event.preventDefault(); close({ target: link }); }
  else if (link.dataset.room) { event.preventDefault(); look(link.dataset.room, true); }
});
document.addEventListener("input", (event) => { if (event.target.closest("form.ask")) typedIn = true; });
document.addEventListener("change", (event) => {
  const fieldset = event.target.closest("[data-stop]");
  if (fieldset) stop(fieldset, event.target);
});
document.addEventListener("keydown", (event) => { exploring = event.key.startsWith("Arrow"); }, true);
document.addEventListener("pointerdown", () => { exploring = false; }, true);

fit(document);
if (pane("places")) {
  pane("posts").scrollTop = pane("posts").scrollHeight;
  (pane("wrong") ?? (document.querySelector(".answering") && pane("answer-title")))?.focus();
  setInterval(look, LOOK_AGAIN);
}
