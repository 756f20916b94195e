// Opens an HTML report in Chromium, does with it what people do, and prints what was seen as JSON.
// node html_page.js NODE_MODULES CHROMIUM PAGE FOLDER: pictures and the PDF go into FOLDER.
"use strict";
const path = require("path");
const [, , modules, executablePath, page, folder] = process.argv;
const { chromium } = require(path.join(modules, "playwright-core"));

const seen = { console: [], requests: [], violations: [] };

async function open(browser, options) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  tab.on("console", (message) => seen.console.push(message.text()));
  tab.on("pageerror", (error) => seen.console.push(error.message));
  tab.on("request", (request) => { if (!request.url().startsWith("file:")) seen.requests.push(request.url()); });
  await tab.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      (window.violations = window.violations || []).push(event.violatedDirective + " " + event.blockedURI);
    });
  });
  const start = Date.now();
  await tab.goto("file://" + page);
  return { context, tab, milliseconds: Date.now() - start };
}

async function shut(opened) {
  seen.violations.push(...await opened.tab.evaluate(() => window.violations || []));
  await opened.context.close();
}

// The text under each mark, without the badges in it, by the key of its place.
const MARKED = () => {
  const words = {};
  document.querySelectorAll(".paper mark[data-p]").forEach((mark) => {
    const copy = mark.cloneNode(true);
    copy.querySelectorAll("a.n").forEach((badge) => badge.remove());
    words[mark.dataset.p] = (words[mark.dataset.p] || "") + copy.textContent;
  });
  return words;
};

const VISIBLE = (selector) => Array.from(document.querySelectorAll(selector))
  .filter((one) => one.getClientRects().length > 0).length;

// The lowest contrast of text against what lies behind it, and of lines that carry meaning.
const CONTRAST = () => {
  const channel = (value) => (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
  const parse = (text) => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (color) => {
    const [red, green, blue] = color.map((one) => channel(one / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((first, second) => first - second);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const worst = { text: [99, ""], line: [99, ""], drawing: [99, ""] };
  const note = (kind, value, what) => { if (value < worst[kind][0]) worst[kind] = [value, what]; };
  document.querySelectorAll("body *").forEach((element) => {
    if (!element.getClientRects().length) return;
    const style = getComputedStyle(element);
    const name = element.tagName + "." + (element.getAttribute("class") || "");
    const ground = element.closest("svg.timeline") ? null : behind(element);
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    if (own && ground && !element.closest("svg") && !element.disabled) {
      note("text", ratio(parse(style.color), ground), name);
    }
    if (element.matches("mark, .c.ok, .c.no, .c.un") && style.textDecorationLine.includes("underline")) {
      note("line", ratio(parse(style.textDecorationColor), ground), name);
    }
    if (element.matches("svg rect.e, svg rect.w, svg rect.i, svg rect.ok, svg rect.no")) {
      note("drawing", ratio(parse(style.fill), behind(element.closest("svg"))), name);
    }
    if (element.matches("svg.timeline text")) {
      const ink = parse(style.fill), paper = behind(element.closest("svg"));
      const on = element.classList.contains("in") ? parse(getComputedStyle(element.previousElementSibling).fill) : paper;
      note("text", ratio(ink, on), name);
    }
  });
  return worst;
};

async function desktop(browser, result) {
  const opened = await open(browser, { viewport: { width: 1366, height: 900 } });
  const { tab } = opened;
  result.milliseconds = opened.milliseconds;
  result.marked = await tab.evaluate(MARKED);
  result.contrast = { light: await tab.evaluate(CONTRAST) };
  await tab.screenshot({ path: path.join(folder, "desktop.png") });
  result.width = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  // hover: the card comes, stays while the pointer is on it, and goes
  const mark = tab.locator(".paper mark[data-p]").first();
  const key = await mark.getAttribute("data-p");
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  await tab.waitForSelector("#card:not([hidden])");
  result.hover = await tab.evaluate((spot) => {
    const link = document.querySelector(`.note a[data-p="${spot}"]`);
    return { card: document.getElementById("card").textContent, say: link.closest(".note").querySelector(".say").textContent };
  }, key);
  await tab.screenshot({ path: path.join(folder, "card.png") });
  await tab.locator("#card .say").first().hover();
  await tab.waitForTimeout(400);
  result.stays = await tab.evaluate(() => !document.getElementById("card").hidden);
  await tab.mouse.move(3, 3);
  await tab.waitForFunction(() => document.getElementById("card").hidden);
  const cited = tab.locator(".paper .c.ok").first();
  if (await cited.count()) {
    await cited.scrollIntoViewIfNeeded();
    await cited.hover();
    await tab.waitForSelector("#card:not([hidden])");
    result.cited = await tab.evaluate(() => document.getElementById("card").textContent);
    await tab.mouse.move(3, 3);
  }

  // keyboard: N goes from finding to finding, its badge has the focus and shows the card
  const order = await tab.evaluate(() => [...new Set([...document.querySelectorAll(".paper mark[data-p]")].map((one) => one.dataset.p))]);
  await tab.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
  const steps = [];
  for (let at = 0; at < Math.min(3, order.length); at += 1) {
    await tab.keyboard.press("n");
    steps.push(await tab.evaluate(() => document.activeElement.dataset.p || ""));
  }
  await tab.waitForTimeout(700);
  result.steps = { expected: order.slice(0, 3), found: steps };
  result.near = await tab.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top > 0 && box.bottom < innerHeight && !document.getElementById("card").hidden;
  });
  await tab.keyboard.press("Escape");
  result.escape = await tab.evaluate(() => document.getElementById("card").hidden);
  await tab.keyboard.press("p");
  result.back = await tab.evaluate(() => document.activeElement.dataset.p || "");
  await tab.keyboard.press("Enter");
  result.entered = await tab.evaluate(() => document.activeElement.id);
  await tab.keyboard.press("Escape");
  result.returned = await tab.evaluate(() => document.activeElement.dataset.p || "");

  result.filters = await filters(tab);
  result.far = await far(tab);
  result.axe = { light: await axe(tab) };
  await tab.pdf({ path: path.join(folder, "page.pdf"), preferCSSPageSize: true });
  await shut(opened);
}

// Each filter shows what its number promises, and an address with it shows the same again.
async function filters(tab) {
  const found = [];
  const shown = () => tab.evaluate(() => {
    const spots = [...document.querySelectorAll(".note:not([hidden]) a[data-p]")].filter((one) => !one.closest("[hidden]"));
    const marks = new Set([...document.querySelectorAll(".paper mark[data-p]:not(.off)")].map((one) => one.dataset.p));
    const rows = [...document.querySelectorAll(".paper tr[data-i]:not([hidden])")];
    const items = new Set(rows.filter((row) => row.querySelector("mark:not(.off)")).map((row) => row.dataset.i));
    return {
      spots: spots.length,
      marks: marks.size,
      empty: rows.filter((row) => !items.has(row.dataset.i)).length,
      hash: location.hash,
    };
  });
  const clear = () => tab.evaluate(() => [...document.querySelectorAll("#bar button")].find((one) => !one.dataset.s && !one.disabled && !one.closest(".steps")).click());
  for (const value of ["error", "warning", "info"]) {
    const button = tab.locator(`#bar button[data-s="${value}"]`);
    const promised = Number((await button.textContent()).match(/\d+$/)[0]);
    await button.click();
    found.push({ filter: value, promised, ...(await shown()) });
    await button.click();
  }
  const selects = await tab.locator("#bar select:visible").count();
  for (let at = 0; at < selects; at += 1) {
    const select = tab.locator("#bar select:visible").nth(at);
    const options = await select.locator("option:not([disabled])").evaluateAll((all) => all.slice(1).map((one) => [one.value, one.textContent]));
    for (const [value, text] of options.slice(0, 3)) {
      await select.selectOption(value);
      const now = await shown();
      const address = await tab.evaluate(() => location.href);
      const again = await tab.context().newPage();
      await again.goto(address);
      now.again = await again.evaluate(() => [...document.querySelectorAll(".note:not([hidden]) a[data-p]")].filter((one) => !one.closest("[hidden]")).length);
      await again.close();
      found.push({ filter: text, promised: Number(text.match(/\((\d+)\)$/)[1]), ...now });
      await clear();
    }
  }
  await tab.goto("file://" + page + "#s=error&r=CL999");
  await tab.waitForTimeout(200);
  const nothing = await tab.evaluate(() => !document.querySelector(".nothing").hidden && document.querySelectorAll(".note:not([hidden])").length === 0);
  await tab.locator(".nothing button").click();
  return { found, nothing, after: await shown() };
}

// A link to the last place leads there, however far away it is.
async function far(tab) {
  const id = await tab.evaluate(() => {
    const links = document.querySelectorAll(".note a[data-p]");
    const link = links[links.length - 1];
    link.click();
    return link.getAttribute("href").slice(1);
  });
  await tab.waitForTimeout(1200);
  return tab.evaluate((target) => {
    const box = document.getElementById(target).getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
  }, id);
}

async function axe(tab) {
  let source;
  try {
    source = require.resolve(path.join(modules, "axe-core", "axe.min.js"));
  } catch {
    return null;
  }
  // Evaluated through the debugger, which no policy of the page stands against.
  await tab.evaluate(require("fs").readFileSync(source, "utf8"));
  return tab.evaluate(async () => {
    const done = await window.axe.run(document, { resultTypes: ["violations"] });
    return done.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.length} ${one.nodes[0].html.slice(0, 160)}`);
  });
}

async function dark(browser, result) {
  const opened = await open(browser, { viewport: { width: 1366, height: 900 }, colorScheme: "dark" });
  result.contrast.dark = await opened.tab.evaluate(CONTRAST);
  result.axe.dark = await axe(opened.tab);
  await opened.tab.screenshot({ path: path.join(folder, "dark.png") });
  await shut(opened);
}

async function phone(browser, result) {
  const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
  const opened = await open(browser, options);
  const { tab } = opened;
  result.phone = { width: await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth) };
  await tab.screenshot({ path: path.join(folder, "phone.png") });
  const mark = tab.locator(".paper mark[data-p]").first();
  await mark.scrollIntoViewIfNeeded();
  await mark.tap();
  await tab.waitForSelector("#card:not([hidden])");
  result.phone.card = await tab.evaluate(() => document.getElementById("card").textContent.length);
  await tab.screenshot({ path: path.join(folder, "tap.png") });
  await tab.locator("#card .shut").tap();
  result.phone.closed = await tab.evaluate(() => document.getElementById("card").hidden);
  await shut(opened);
  const narrow = await open(browser, { viewport: { width: 320, height: 640 }, hasTouch: true });
  result.phone.narrow = await narrow.tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await shut(narrow);
}

async function without(browser, result) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1366, height: 900 } });
  const tab = await context.newPage();
  await tab.goto("file://" + page);
  const session = await context.newCDPSession(tab);
  const count = async (selector) => {
    let number = 0;
    for (const one of await tab.locator(selector).all()) number += await one.isVisible();
    return number;
  };
  await session.detach();
  result.without = { notes: await count(".note"), bar: await count("#bar"), folded: await count(".k") };
  await tab.locator(".paper a.n").first().click();
  result.without.address = new URL(tab.url()).hash;
  await context.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const result = {};
  try {
    await desktop(browser, result);
    await dark(browser, result);
    await phone(browser, result);
    await without(browser, result);
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify({ ...result, ...seen }));
})().catch((error) => { console.error(error); process.exit(1); });
