#!/bin/sh
# What npm's adaptivecards makes of a date function in words that somebody typed. Run by hand; needs node, npm and a registry.
#
# Versions: adaptivecards 3.0.6, jsdom 24.1.3.
# Seen: {{DATE(…)}} becomes a day in a TextRun, where Markdown stays as typed, and in the label of an input; in the same
#   input's aria-label and placeholder, given the same words, and in its value it stays as typed. So what is seen as the
#   label and what the attribute holds for a screen reader differ.
# What follows: words of a person are no plain text in a RichTextBlock either, and need the function broken up.
# Ends with 0 when this is still so, and with 1 and what was seen when it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund adaptivecards@3.0.6 jsdom@24.1.3 >/dev/null
cat >look.cjs <<'END'
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<body></body>");
Object.assign(global, { window, document: window.document, HTMLElement: window.HTMLElement, Node: window.Node });
// jsdom has no innerText, by which this library writes and browsers show.
Object.defineProperty(window.HTMLElement.prototype, "innerText", {
  get() { return this.textContent; },
  set(words) { this.textContent = words; },
});
const { AdaptiveCard } = require("adaptivecards/dist/adaptivecards.js");
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = text.replace(/\*\*(.*?)\*\*/g, "<b>$1</b>");
  result.didProcess = true;
};
const typed = "Met {{DATE(2026-12-01T09:00:00Z,SHORT)}} **twice**";
const draw = (element) => {
  const card = new AdaptiveCard();
  card.parse({ type: "AdaptiveCard", version: "1.5", body: [element] });
  return card.render();
};
const input = draw({ type: "Input.Text", id: "a", label: typed, placeholder: typed, value: typed });
const field = input.querySelector("input");
const seen = {
  textBlock: draw({ type: "TextBlock", text: typed }).querySelector(".ac-textBlock").textContent,
  textRun: draw({ type: "RichTextBlock", inlines: [{ type: "TextRun", text: typed }] }).querySelector("span").innerHTML,
  label: input.querySelector("label").textContent,
  ariaLabel: field.getAttribute("aria-label"),
  placeholder: field.placeholder,
  value: field.value,
};
const day = "Met Tue, 1 Dec 2026 ";
const expected = {
  textBlock: `${day}twice`,
  textRun: `${day}**twice**`,
  label: `${day}**twice**`,
  ariaLabel: typed,
  placeholder: typed,
  value: typed,
};
console.log(`adaptivecards ${require("adaptivecards/package.json").version}`);
console.log(JSON.stringify(seen, null, 2));
process.exit(JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1);
END
TZ=UTC LC_ALL=en_GB.UTF-8 node look.cjs
