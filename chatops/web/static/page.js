// What the page does by itself: it sends forms without losing the place, looks for news, and tells a screen reader.
// Everything also works without it; the server draws the same page whole.

import { combobox } from "./combobox.js";
import { table } from "./table.js";

const LOOK_AGAIN = 3000;
const SOON = 400;
const small = matchMedia("(max-width: 699px)");
const announcer = document.getElementById("announcer");
let opener = null; // what was pressed to open the answer, to give the focus back
let typedIn = false; // whether something was typed in the open form
let exploring = false; // whether arrow keys are moving through radio buttons

const pane = (name) => document.getElementById(name);
const key = () => [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");

function say(words) {
  if (!announcer) return;
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = words; }, 50);
}

// Asking -----------------------------------------------------------------------------------------------------------

// The answer and the place alone come back; the rest of the page stands already.
async function read(address, how = {}) {
  const answer = await fetch(address, { ...how, headers: { "X-Part": "answer" }, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, address: new URL(answer.url) };
}

// `by` is the button that was pressed, in a form whose buttons each carry an ask of their own.
async function submit(form, { by = null, only = null } = {}) {
  const sent = by?.name ? by : form;
  if (sent.getAttribute("aria-busy") === "true") return;
  const filling = form.classList.contains("ask");
  if (!filling && typedIn && !confirm("Leave the open form? What you typed in it is not kept.")) return;
  const body = new URLSearchParams(new FormData(form));
  if (by?.name) body.append(by.name, by.value);
  if (only) for (const name of [...body.keys()]) if (/^[amtl]\./.test(name) && name !== only) body.delete(name);
  if (pane("places")) body.set("place", pane("places").dataset.place);
  const buttons = by?.name ? [by] : [...form.querySelectorAll("button")];
  sent.setAttribute("aria-busy", "true");
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  try {
    const { page, address } = await read(form.getAttribute("action"), { method: "POST", body });
    if (!page.getElementById("answer")) { trouble(sent, page.querySelector(".lead")?.textContent); return; }
    if (!filling && !form.closest("#answer")) opener = by?.name ? where(by) : null;
    if (form.classList.contains("say")) form.elements.typed.value = "";
    open(page, address);
  } catch {
    trouble(sent, "The bot could not be reached. Nothing is lost: press again, it will not be sent twice.");
    return;
  } finally {
    sent.removeAttribute("aria-busy");
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
  }
  if (by?.name) by.value = `${key()}|${asked(by)}`;
  else if (form.isConnected && form.elements.key && !filling) form.elements.key.value = key();
}

function trouble(sent, words) {
  const beside = sent.closest(".buttons, li") ?? sent;
  beside.parentElement.querySelector(".error.sending")?.remove();
  const line = document.createElement("p");
  line.className = "error sending";
  line.setAttribute("role", "alert");
  line.textContent = words || "This was not sent. Open the page again.";
  (beside === sent ? sent : beside.parentElement).append(line);
}

// An answer has an address of its own: Back and a reload find it there. What was refused has none.
function open(page, address) {
  const fresh = page.getElementById("answer");
  const answering = Boolean(page.querySelector(".answering"));
  pane("answer").replaceWith(fresh);
  redraw(page.getElementById("places"));
  if (answering) pane("places").before(fresh);
  else pane("places").after(fresh);
  document.querySelector(".panes").classList.toggle("answering", answering);
  document.title = page.title;
  if (address && /^\/(answers\/.*)?$/.test(address.pathname) && address.href !== location.href) {
    history.pushState(null, "", address);
  }
  typedIn = false;
  fit(fresh);
  if (small.matches) pane("menu").open = false;
  if (answering) (pane("wrong") ?? pane("answer-title")).focus();
  setTimeout(look, SOON);
}

async function close(address) {
  if (typedIn && !confirm("Close the form? What you typed in it is not kept.")) return;
  try {
    const found = await read(address);
    open(found.page, found.address);
    (opener && find(opener) || pane("typed"))?.focus();
  } catch { location.href = address; }
}

// Back and forward: what stands at the address is asked for again.
async function revisit() {
  try {
    const { page } = await read(location.href);
    if (page.getElementById("answer")) open(page);
    else location.reload();
  } catch { location.reload(); }
}

// A pressed button may be redrawn before the focus comes back to it: it is remembered by what it asks, without its key.
const asked = (button) => button.value.slice(button.value.indexOf("|") + 1);
const where = (button, inside = button.closest(".pane")?.id) => [asked(button), inside];
const find = ([what, inside]) =>
  [...document.querySelectorAll(`#${inside} button[name="press"]`)].find((button) => asked(button) === what);

// Channels ---------------------------------------------------------------------------------------------------------

const called = (place) => (place === "messages" ? "your messages" : place);

// Puts in what changed and leaves alone what did not, so that nothing moves under a finger or a reader.
function redraw(fresh) {
  const places = pane("places");
  if (!fresh || !places) return;
  if (fresh.dataset.place !== places.dataset.place) { places.replaceWith(fresh); return; }
  const before = new Map([...places.querySelectorAll(".post")].map((post) => [post.id, post]));
  const list = pane("posts");
  const news = [];
  const posts = [...fresh.querySelectorAll(".post")].map((post) => {
    const old = before.get(post.id);
    if (old?.dataset.drawing === post.dataset.drawing) return old;
    news.push(`${old ? "Changed" : "New"} in ${called(fresh.dataset.place)}: ${post.querySelector("h3").textContent}`);
    const pressed = old?.contains(document.activeElement) && document.activeElement.closest('button[name="press"]');
    if (pressed) setTimeout(() => (find(where(pressed, "places")) ?? list).focus());
    return post;
  });
  if (news.length || before.size !== posts.length) {
    list.replaceChildren(...(posts.length ? posts : fresh.querySelector("#posts").children));
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
    else if (fresh.dataset.place === pane("places").dataset.place) redraw(fresh);
  } catch { /* looked at again in a moment */ }
}

function enter(fresh) {
  const seen = [...document.querySelectorAll(".rooms .news")].map((link) => link.dataset.room);
  pane("places").replaceWith(fresh);
  for (const room of seen) fresh.querySelector(`[data-room="${room}"]:not([aria-current])`)?.classList.add("news");
  const me = fresh.querySelector('input[name="me"]').value;
  if (location.pathname === "/") history.replaceState(null, "", `/?${new URLSearchParams({ me, place: fresh.dataset.place })}`);
  fresh.querySelector("[aria-current]").focus();
}

// A drawn form -----------------------------------------------------------------------------------------------------

function fit(root) {
  for (const rows of root.querySelectorAll("table.rows")) table(rows, say);
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
  if (option.value === "yes" && !exploring) { typedIn = false; submit(form, { only: option.name }); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // A file is the browser's own business: it saves what it is sent and leaves the page as it is.
  if (["/me", "/tour", "/file"].includes(form.getAttribute("action")) || !pane("answer")) return;
  event.preventDefault();
  const only = form.hasAttribute("data-stopped") ? form.querySelector("[data-stop] input").name : null;
  submit(form, { by: event.submitter, only });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.hasAttribute("data-close")) { event.preventDefault(); close(link.href); }
  else if (link.dataset.room) { event.preventDefault(); look(link.dataset.room, true); }
});
document.addEventListener("input", (event) => { if (event.target.closest("form.ask")) typedIn = true; });
document.addEventListener("change", (event) => {
  const fieldset = event.target.closest("[data-stop]");
  if (fieldset) stop(fieldset, event.target);
});
document.addEventListener("keydown", (event) => { exploring = event.key.startsWith("Arrow"); }, true);
document.addEventListener("pointerdown", () => { exploring = false; }, true);

addEventListener("popstate", revisit);
addEventListener("beforeunload", (event) => { if (typedIn) event.preventDefault(); });

// What can be asked -----------------------------------------------------------------------------------------------

// Behind its button on a telephone; beside the rest where there is room. Typing leaves the words that hold what was typed.
function menu() {
  const box = pane("filter");
  pane("menu").open = !small.matches;
  if (!box) return;
  box.parentElement.hidden = false;
  box.addEventListener("input", () => {
    const part = box.value.trim().toLowerCase();
    const lines = [...pane("menu").querySelectorAll(".menu li")];
    let subject = null;
    for (const line of lines) {
      if (line.classList.contains("subject")) { subject = line; line.hidden = Boolean(part); continue; }
      line.hidden = !line.textContent.toLowerCase().includes(part);
      if (!line.hidden && subject) subject.hidden = false;
    }
    const left = lines.filter((line) => !line.hidden && !line.classList.contains("subject")).length;
    say(left === 1 ? "1 left." : `${left} left.`);
  });
}

fit(document);
if (pane("places")) {
  menu();
  (pane("wrong") ?? (document.querySelector(".answering") && pane("answer-title")))?.focus();
  setInterval(look, LOOK_AGAIN);
}

// On a wide screen the tour's steps stand beside each other and hide nothing, so it is open by itself.
if (matchMedia("(min-width: 60rem)").matches) document.querySelector("#tour")?.setAttribute("open", "");
