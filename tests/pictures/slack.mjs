// Block Kit as Slack draws it, as far as slack-blocks-to-jsx does: blocks in a file, HTML out.
// node slack.mjs MODULES FILE

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const [modules, file] = process.argv.slice(2);
const require = createRequire(`${modules}/here.js`);
const { createElement } = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = await import(pathToFileURL(`${modules}/slack-blocks-to-jsx/dist/index.mjs`));
const { blocks } = JSON.parse(readFileSync(file, "utf8"));
const message = createElement(Message, { blocks, name: "SENCO bot", logo: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>", time: new Date(2026, 11, 1, 7, 45) });
process.stdout.write(renderToStaticMarkup(message));
