// Writes the page that the editor shows of the extension: `node readme.mjs TARGET`. Both languages on
// one page, Chinese first, since links to another lead nowhere there; without the pictures, since
// VS Code shows only those of web servers.

import { readFileSync, writeFileSync } from "node:fs";

const chinese = readFileSync("README.zh-CN.md", "utf8");
const english = readFileSync("README.md", "utf8");
const page = [
  chinese.replace("(README.md)", "(#citelaw-for-vs-code)"),
  english.replace(/^\[.*\]\(README\.zh-CN\.md\)\n\n/m, ""),
].join("\n---\n\n");
writeFileSync(process.argv[2], page.replace(/^!\[.*\]\(images\/.*\)\n\n/gm, ""));
