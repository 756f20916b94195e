// Draws what a terminal would show of standard input into a PNG: xterm.js in a page of Chromium.
//
//   npm install @xterm/xterm playwright-core     (anywhere; its node_modules is MODULES)
//   citelaw check --exit-zero --color always --statistics --as-of 2026-11-21 \
//     fixtures/lists/tsv.txt | MODULES=…/node_modules node docs/images/picture.mjs \
//     docs/images/report-full.png [columns] [light|dark]
//
// CHROMIUM names the browser (/usr/bin/chromium). Fonts: Noto Sans Mono CJK SC, DejaVu Sans Mono.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32, deflateSync } from "node:zlib";

const [out, columns = "128", theme = "light"] = process.argv.slice(2);
const modules = process.env.MODULES ?? "node_modules";
const { chromium } = await import(pathToFileURL(join(modules, "playwright-core", "index.mjs")).href);
const xterm = (path) => readFileSync(join(modules, "@xterm", "xterm", path), "utf8");
const text = readFileSync(0, "utf8").replace(/\n$/, "");
const colors =
  theme === "light"
    ? { background: "#ffffff", foreground: "#24292f" }
    : { background: "#1e1e1e", foreground: "#d4d4d4" };

// Of the CJK font the marks of ambiguous width are as wide as a Han character, in a terminal half
// of that; and a browser squeezes neighbouring punctuation, a terminal does not.
const style = `
  @font-face { font-family: Narrow; src: local("DejaVu Sans Mono"); size-adjust: 83%;
    unicode-range: U+00B7, U+2013-2026, U+2190-21FF, U+23CE }
  .xterm, .xterm * { text-spacing-trim: space-all; font-kerning: none }
  body { margin: 0; background: ${colors.background} }
  #screen { padding: 12px; display: inline-block }`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-lcd-text"],
});
const page = await browser.newPage({ viewport: { width: 1600, height: 2400 } });
await page.setContent(`<style>${xterm("css/xterm.css")}${style}</style><div id="screen"></div>`);
await page.addScriptTag({ content: xterm("lib/xterm.js") });
await page.evaluate(
  async ([text, cols, colors]) => {
    const options = { cols, fontSize: 14, lineHeight: 1.15, scrollback: 0, theme: colors };
    const fontFamily = "Narrow, 'Noto Sans Mono CJK SC', monospace";
    const hidden = { cursorStyle: "bar", cursorWidth: 0, cursorInactiveStyle: "none" };
    const terminal = new Terminal({ ...options, ...hidden, fontFamily, rows: 200 });
    terminal.open(document.getElementById("screen"));
    const written = () => new Promise((done) => terminal.write(text.replaceAll("\n", "\r\n"), done));
    await written();
    terminal.resize(cols, terminal.buffer.active.cursorY + 1); // as many rows as were used
  },
  [text, Number(columns), colors],
);
await page.waitForTimeout(500); // fonts and one more frame
const shot = await (await page.$("#screen")).screenshot();
const { width, height, pixels } = await page.evaluate(async (url) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, pixels: Array.from(data) };
}, `data:image/png;base64,${shot.toString("base64")}`);
await browser.close();
writeFileSync(out, png(width, height, pixels));

// A PNG with a palette, a third of what a browser writes. Of each colour 4 bits are kept.
function png(width, height, pixels) {
  const palette = new Map();
  const rows = Buffer.alloc((width + 1) * height); // each row opens with its filter, 0
  for (let at = 0; at < width * height; at++) {
    const color = [0, 1, 2].map((part) => Math.round(pixels[4 * at + part] / 17) * 17);
    const key = String(color);
    if (!palette.has(key)) palette.set(key, { index: palette.size, color });
    rows[at + Math.floor(at / width) + 1] = palette.get(key).index;
  }
  if (palette.size > 256) throw new Error(`${palette.size} colours`);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colors = Buffer.from([...palette.values()].flatMap((one) => one.color));
  const chunks = { IHDR: head, PLTE: colors, IDAT: deflateSync(rows, { level: 9 }), IEND: [] };
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, ...Object.entries(chunks).map(([name, data]) => chunk(name, data))]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), Buffer.from(data)]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
