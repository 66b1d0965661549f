// Type-ahead: a combobox with a list (ARIA Authoring Practices, "editable combobox with list autocomplete").
// Without it the box is plain text and the server finds out who is meant.

const PAUSE = 150;

export function combobox(question, search, say) {
  const name = question.dataset.lookup;
  const input = question.querySelector(`input[name="t.${name}"]`);
  const words = question.querySelector(`input[name="l.${name}"]`);
  let chosen = question.querySelector(`input[type="hidden"][name="a.${name}"]`);
  let timer = 0;
  let asked = 0;
  let active = -1;

  const box = document.createElement("div");
  box.className = "box";
  input.replaceWith(box);
  box.append(input);
  const list = document.createElement("ul");
  list.id = `list-${name}`;
  list.className = "found";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", question.querySelector("label.asks").firstChild.textContent.trim());
  box.append(list);
  for (const [attribute, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(attribute, value);

  const options = () => [...list.querySelectorAll('[role="option"]')];

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    const all = options();
    if (!all.length) return;
    active = (to + all.length) % all.length;
    all.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    question.querySelector(".matches")?.remove();
    question.querySelector(`#again-${name}`)?.remove();
    if (!chosen) {
      chosen = Object.assign(document.createElement("input"), { type: "hidden", name: `a.${name}` });
      question.append(chosen);
    }
    chosen.value = option.dataset.value;
    input.value = words.value = option.textContent;
    close();
    say(`${option.textContent} is chosen.`);
  }

  function show(found) {
    list.replaceChildren(...found.map((one, n) => {
      const option = document.createElement("li");
      option.id = `list-${name}-${n}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.value = one.value;
      const isolated = document.createElement("bdi");
      isolated.textContent = one.label;
      option.append(isolated);
      return option;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    say(found.length ? `${found.length} found. Use the arrow keys to choose.` : "Nothing on the list matches that.");
  }

  async function look() {
    const part = input.value.trim();
    const mine = ++asked;
    if (!part) return close();
    try {
      const found = await search(name, part);
      if (mine === asked && document.activeElement === input) show(found);
    } catch {
      say("The list cannot be reached just now. Type the whole name; it is looked up when you send the form.");
    }
  }

  input.addEventListener("input", () => {
    if (chosen) chosen.value = "";
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (open) move(active < 0 && step < 0 ? -1 : active + step);
      else look();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const all = options();
      if (active >= 0) choose(all[active]);
      else if (all.length === 1) choose(all[0]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab" && open && active >= 0) {
      choose(options()[active]);
    }
  });
  input.addEventListener("blur", () => { asked += 1; clearTimeout(timer); close(); });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target.closest('[role="option"]');
    if (option) choose(option);
  });
}
