// Writes the page that the editor shows of the extension: `node readme.mjs TARGET`. Both languages on
// one page, Chinese first, with the pictures in it: links beside the page lead nowhere there.

import { readFileSync, writeFileSync } from "node:fs";

const chinese = readFileSync("README.zh-CN.md", "utf8").replace("(README.md)", "(#citelaw-for-vs-code)");
const english = readFileSync("README.md", "utf8").replace(/^\[.*\]\(README\.zh-CN\.md\)\n\n/m, "");
const pictures = new Set();

function referred(text) {
  return text.replace(/\]\(images\/([\w-]+)\.png\)/g, (_, name) => {
    pictures.add(name);
    return `][${name}]`;
  });
}

const page = [referred(chinese), referred(english)].join("\n---\n\n");
const definitions = [...pictures].map((name) => {
  const picture = readFileSync(`images/${name}.png`).toString("base64");
  return `[${name}]: data:image/png;base64,${picture}\n`;
});
writeFileSync(process.argv[2], `${page}\n${definitions.join("")}`);
