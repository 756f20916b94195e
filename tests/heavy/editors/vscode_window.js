// Does in windows of VS Code, which a Chromium shows, what it reads as JSON lines from standard
// input, and answers each with one: {"do": NAME, "in": WINDOW, ...} -> {"value": …} or {"error": …}.
// node vscode_window.js NODE_MODULES CHROMIUM. Nothing here waits for what is to be proved: the
// tests ask until it is so (vscode.py).
"use strict";
const path = require("path");
const readline = require("readline");
const [, , modules, executablePath] = process.argv;
const { chromium } = require(path.join(modules, "playwright-core"));

const windows = new Map();
let browser;

// The lines of the text that are in view, from top to bottom, each with its marks: the characters
// that a wave (or a strike, a box) lies under, found by where the characters stand on the screen.
const LINES = (selector) => {
  const editor = document.querySelector(".editor-instance .monaco-editor");
  if (!editor) return [];
  const blank = (text) => text.replaceAll("\u00a0", " ");
  const places = (line) => {
    const found = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.data.length;
      for (let at = 0; at < length;) {
        const size = node.data.codePointAt(at) > 0xffff ? 2 : 1;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + size);
        const box = range.getBoundingClientRect();
        found.push({ text: node.data.slice(at, at + size), left: box.left, right: box.right });
        at += size;
      }
    }
    return found;
  };
  const lines = [...editor.querySelectorAll(".view-lines .view-line")].map((line) => {
    const box = line.getBoundingClientRect();
    return { middle: (box.top + box.bottom) / 2, places: places(line), marks: [] };
  }).sort((one, other) => one.middle - other.middle);
  editor.querySelectorAll(selector).forEach((mark) => {
    const box = mark.getBoundingClientRect();
    const line = lines.find((one) => one.middle >= box.top && one.middle < box.bottom);
    if (!line || !box.width) return;
    const text = line.places
      .filter((one) => (one.left + one.right) / 2 > box.left && (one.left + one.right) / 2 < box.right)
      .map((one) => one.text).join("");
    line.marks.push({ kind: [...mark.classList].filter((one) => one !== "cdr").join(" "), left: box.left, text });
  });
  return lines.map(({ places: all, marks }) => ({
    text: blank(all.map((one) => one.text).join("")),
    marks: marks.sort((one, other) => one.left - other.left).map(({ kind, text }) => ({ kind, text: blank(text) })),
  }));
};

// The middle of `text` on the screen, where it stands in the editor for the `nth` time.
const PLACE = ([text, nth]) => {
  let left = nth;
  const lines = [...document.querySelectorAll(".editor-instance .monaco-editor .view-lines .view-line")]
    .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
  for (const line of lines) {
    const nodes = [];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    const whole = nodes.map((node) => node.data).join("").replaceAll("\u00a0", " ");
    for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + 1)) {
      if (left-- > 0) continue;
      let middle = at + Math.floor(text.length / 2);
      for (const node of nodes) {
        if (middle < node.data.length) {
          const range = document.createRange();
          range.setStart(node, middle);
          range.setEnd(node, middle + 1);
          const box = range.getBoundingClientRect();
          return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
        }
        middle -= node.data.length;
      }
    }
  }
  return null;
};

const visible = (page, selector) => page.locator(selector).filter({ visible: true });
const texts = (page, selector) => visible(page, selector).allInnerTexts();

// Does something at the place of a text, and tells whether there is one.
async function at(page, { text, nth = 0 }, action) {
  const found = await page.evaluate(PLACE, [text, nth]);
  if (found) await action(found.x, found.y);
  return Boolean(found);
}

const does = {
  async open(_, { name, url, width = 1280, height = 800, locale = "en" }) {
    const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme: "light" });
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    const said = [];
    page.on("console", (message) => { if (message.type() === "error") said.push(message.text()); });
    page.on("pageerror", (error) => said.push(error.message));
    windows.set(name, { context, page, said });
    await page.goto(url, { timeout: 60000 });
    await page.locator(".monaco-workbench .statusbar").waitFor({ timeout: 60000 });
  },
  async close(_, { name }) {
    const { context } = windows.get(name);
    windows.delete(name);
    await context.close();
  },
  console: async ({ said }) => said,
  press: async ({ page }, { keys }) => { for (const key of keys) await page.keyboard.press(key); },
  type: async ({ page }, { text }) => page.keyboard.insertText(text),
  click: async ({ page }, given) => at(page, given, (x, y) => page.mouse.click(x, y)),
  point: async ({ page }, given) => at(page, given, (x, y) => page.mouse.move(x, y, { steps: 4 })),
  away: async ({ page }) => page.mouse.move(1150, 750),
  lines: async ({ page }, { selector }) => page.evaluate(LINES, selector),
  texts: async ({ page }, { selector }) => texts(page, selector),
  attributes: async ({ page }, { selector, name }) =>
    page.locator(selector).evaluateAll((all, of) => all.map((one) => one.getAttribute(of)), name),
  press_on: async ({ page }, { selector, text = "", nth = 0, twice = false }) => {
    const found = visible(page, selector).filter({ hasText: text }).nth(nth);
    await (twice ? found.dblclick() : found.click());
  },
  hover_on: async ({ page }, { selector, text = "", nth = 0 }) =>
    visible(page, selector).filter({ hasText: text }).nth(nth).hover(),
  picture: async ({ page }, { path: to, clip }) => page.screenshot({ path: to, clip, animations: "disabled", caret: "hide" }),
};

(async () => {
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--font-render-hinting=none"] });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { do: what, in: name, ...given } = JSON.parse(line);
    let answer;
    try {
      answer = { value: (await does[what](windows.get(name), given)) ?? null };
    } catch (error) {
      answer = { error: String(error.message || error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
