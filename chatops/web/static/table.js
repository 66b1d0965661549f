// A table that can be sorted by its headings and searched (ARIA Authoring Practices, "sortable table"). Without it the
// rows stand as the server sorted them.

const inWords = new Intl.Collator("en-GB", { numeric: true });

export function table(drawn, say) {
  const body = drawn.tBodies[0];
  const headings = [...drawn.tHead.rows[0].cells].slice(0, -1);
  const order = (row, n) => row.cells[n].dataset.order ?? "";

  headings.forEach((heading, n) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: heading.textContent });
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = heading.getAttribute("aria-sort") !== "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows].sort((a, b) => (up ? 1 : -1) * inWords.compare(order(a, n), order(b, n)));
      body.append(...rows);
    });
  });

  const box = Object.assign(document.createElement("input"), { type: "search", id: "search-rows", autocomplete: "off" });
  const label = Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: "Search these rows" });
  const line = Object.assign(document.createElement("p"), { className: "search" });
  line.append(label, box);
  drawn.parentElement.before(line);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.addEventListener("input", () => {
    const part = box.value.trim().toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(part);
    const left = [...body.rows].filter((row) => !row.hidden).length;
    say(left === 1 ? "1 row left." : `${left} rows left.`);
  });
}
