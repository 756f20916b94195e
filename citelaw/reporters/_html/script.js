// What the page can do beside being read: cards, filter, steps from finding to finding.
// It loads nothing, sends nothing, keeps nothing but the filter in the address, and makes elements
// by createElement and textContent only.
(function () {
  "use strict";
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const small = window.matchMedia("(max-width: 640px)");
  const fill = (text, values) => text.replace(/\{(\w*)\}/g, (_, name) => values[name]);
  root.classList.add("js");

  function make(name, properties, children) {
    const element = document.createElement(name);
    Object.keys(properties || {}).forEach((key) => {
      if (key in element) element[key] = properties[key];
      else element.setAttribute(key, properties[key]);
    });
    (children || []).forEach((child) => element.append(child));
    return element;
  }

  // ------------------------------------------------------------ what is there

  const spots = new Map();
  all(".note").forEach((note) => {
    all("a[data-p]", note).forEach((link) => {
      spots.set(link.dataset.p, {
        key: link.dataset.p, note: note, link: link, marks: [], badges: [], shown: true,
        values: { s: note.dataset.s, r: note.dataset.r, t: link.dataset.t, i: link.dataset.i, f: note.dataset.f },
      });
    });
  });
  const order = [];
  all("mark[data-p]").forEach((mark) => {
    const spot = spots.get(mark.dataset.p);
    if (!spot) return;
    if (!spot.marks.length) order.push(spot);
    spot.marks.push(mark);
  });
  all("a.n[data-p]").forEach((badge) => {
    const spot = spots.get(badge.dataset.p);
    if (spot) spot.badges.push(badge);
  });
  const rows = all("[data-i]").filter((one) => one.tagName !== "A");
  const sheets = all(".sheet");

  // ------------------------------------------------------------ filter

  const FACETS = ["s", "r", "t", "i", "f"];
  const state = { s: [], r: "", t: "", i: "", f: "", rows: false };
  const bar = document.getElementById("bar");
  const nothing = make("div", { className: "nothing", hidden: true });
  const controls = {};
  let current = null;

  function fits(facet, value) {
    const wanted = state[facet];
    return facet === "s" ? !wanted.length || wanted.includes(value) : !wanted || wanted === value;
  }

  function active() {
    return state.s.length > 0 || FACETS.slice(1).some((facet) => state[facet]);
  }

  function apply() {
    const counts = {};
    FACETS.forEach((facet) => { counts[facet] = new Map(); });
    const notes = new Set();
    const items = new Set();
    const lists = new Set();
    let shown = 0;
    spots.forEach((spot) => {
      const misses = FACETS.filter((facet) => !fits(facet, spot.values[facet]));
      FACETS.forEach((facet) => {
        if (!misses.length || (misses.length === 1 && misses[0] === facet)) {
          const value = spot.values[facet];
          counts[facet].set(value, (counts[facet].get(value) || 0) + 1);
        }
      });
      spot.shown = !misses.length;
      spot.marks.forEach((mark) => mark.classList.toggle("off", !spot.shown));
      spot.badges.forEach((badge) => { badge.hidden = !spot.shown; });
      spot.link.parentElement.hidden = !spot.shown;
      if (spot.shown) {
        shown += 1;
        notes.add(spot.note);
        items.add(spot.values.i);
        lists.add(spot.values.f);
      }
    });
    const narrow = active();
    all(".note").forEach((note) => { note.hidden = !notes.has(note); });
    rows.forEach((row) => { row.hidden = (narrow || state.rows) && !items.has(row.dataset.i); });
    all("table.list").forEach((table) => { table.hidden = !table.querySelector("tbody tr:not([hidden])"); });
    sheets.forEach((sheet) => { sheet.hidden = narrow && !lists.has(sheet.dataset.f); });
    nothing.hidden = shown > 0 || !spots.size;
    bar.classList.toggle("on", narrow);
    draw(counts, shown);
  }

  function draw(counts, shown) {
    all("button[data-s]", bar).forEach((button) => {
      const value = button.dataset.s;
      button.setAttribute("aria-pressed", String(state.s.includes(value)));
      button.textContent = data.severities[value] + " " + (counts.s.get(value) || 0);
    });
    FACETS.slice(1).forEach((facet) => {
      const select = controls[facet];
      if (!select) return;
      Array.from(select.options).slice(1).forEach((option) => {
        const number = counts[facet].get(option.value) || 0;
        option.textContent = option.dataset.name + " (" + number + ")";
        option.hidden = !number && state[facet] !== option.value;
        option.disabled = option.hidden;
        if (facet === "i" && controls.f && option.value.split("-")[0] !== state.f) option.hidden = option.disabled = true;
      });
      select.value = state[facet];
    });
    if (controls.i && controls.f) controls.i.parentElement.hidden = !state.f;
    controls.rows.checked = state.rows;
    controls.clear.disabled = !active() && !state.rows;
    const text = active() ? fill(words.shown, { shown: shown, all: spots.size }) : fill(words.shown_all, { all: spots.size });
    controls.count.textContent = (active() ? words.filtered : "") + text;
  }

  function select(facet, label, options) {
    if (options.length < 2) return null;
    const control = make("select", {}, [make("option", { value: "", textContent: words.all })]);
    options.forEach((one) => {
      const option = make("option", { value: one[0], textContent: one[1] });
      option.dataset.name = one[1];
      control.append(option);
    });
    control.addEventListener("change", () => {
      state[facet] = control.value;
      if (facet === "f") state.i = "";
      changed();
    });
    controls[facet] = control;
    return make("label", {}, [label, control]);
  }

  function options(facet, name) {
    const values = [];
    spots.forEach((spot) => { if (!values.includes(spot.values[facet])) values.push(spot.values[facet]); });
    return values.map((value) => [value, name(value)]);
  }

  const byName = (one, other) => one[1].localeCompare(other[1], root.lang);
  const byPlace = (one, other) => {
    const place = (value) => value[0].split(/-r?/).map(Number);
    const first = place(one), second = place(other);
    return first[0] - second[0] || first[1] - second[1];
  };

  function build() {
    const severities = Object.keys(data.severities).map((value) => {
      const button = make("button", { type: "button" });
      button.dataset.s = value;
      button.addEventListener("click", () => {
        const at = state.s.indexOf(value);
        if (at < 0) state.s.push(value); else state.s.splice(at, 1);
        changed();
      });
      return button;
    });
    controls.rows = make("input", { type: "checkbox" });
    controls.rows.addEventListener("change", () => { state.rows = controls.rows.checked; changed(); });
    controls.clear = make("button", { type: "button", textContent: words.clear });
    controls.clear.addEventListener("click", () => { reset(); changed(); });
    controls.count = make("span", { className: "count" });
    controls.count.setAttribute("role", "status");
    const button = (text, act) => {
      const one = make("button", { type: "button", textContent: text });
      one.addEventListener("click", act);
      return one;
    };
    const step = [button(words.previous, () => go(-1)), button(words.next, () => go(1))];
    step[0].setAttribute("aria-keyshortcuts", "P");
    step[1].setAttribute("aria-keyshortcuts", "N");
    const check = make("label", { className: "check" }, [controls.rows, words.only_rows]);
    const item = (value) => data.items[value] || words.elsewhere;
    bar.append(...[
      make("span", { className: "chips" }, severities),
      select("r", words.rule, options("r", (value) => value + " " + data.rules[value]).sort(byName)),
      select("t", words.statute, options("t", (value) => value === "-1" ? words.no_statute : data.titles[value]).sort(byName)),
      select("f", words.file, options("f", (value) => data.files[value])),
      select("i", words.rows, options("i", item).sort(byPlace)),
      check, controls.clear, controls.count, make("span", { className: "gap" }),
      make("span", { className: "steps" }, step), button(words.print, () => window.print()),
    ].filter(Boolean));
    nothing.append(make("p", { textContent: words.nothing }), button(words.clear, () => { reset(); changed(); }));
    bar.after(nothing);
    bar.hidden = !spots.size;
    all("[data-go]").forEach((one) => {
      const link = make("a", { href: "#" + one.dataset.go });
      link.append(...Array.from(one.childNodes));
      one.append(link);
    });
  }

  function reset() {
    Object.assign(state, { s: [], r: "", t: "", i: "", f: "", rows: false });
  }

  function changed() {
    hide();
    apply();
    remember(null);
  }

  // ------------------------------------------------------------ the address

  function remember(at) {
    const parts = [];
    if (state.s.length) parts.push("s=" + state.s.join(","));
    FACETS.slice(1).forEach((facet) => { if (state[facet]) parts.push(facet + "=" + encodeURIComponent(state[facet])); });
    if (state.rows) parts.push("rows=1");
    if (at && parts.length) parts.push("at=" + at);
    const hash = parts.length ? parts.join("&") : at || "";
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function recall() {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (!hash.includes("=")) {
      if (hash) arrive(hash);
      return;
    }
    reset();
    let at = "";
    hash.split("&").forEach((part) => {
      const cut = part.indexOf("="), name = part.slice(0, cut), value = part.slice(cut + 1);
      if (name === "s") state.s = value.split(",").filter((one) => one in data.severities);
      else if (name === "rows") state.rows = value === "1";
      else if (name === "at") at = value;
      else if (FACETS.includes(name)) state[name] = value;
    });
    apply();
    if (at) arrive(at);
    else document.getElementById("findings").scrollIntoView();
  }

  // ------------------------------------------------------------ from place to place

  function arrive(id) {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]") || target.classList.contains("off")) { reset(); apply(); }
    for (let one = target; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") one.open = true;
      if (one.classList.contains("k")) one.classList.add("all");
    }
    reach(target);
    all(".hit").forEach((one) => one.classList.remove("hit"));
    const spot = target.dataset.p && spots.get(target.dataset.p);
    (spot ? spot.marks : [target]).forEach((one) => one.classList.add("hit"));
    if (spot) current = spot;
    const focus = spot ? spot.badges[0] : target;
    if (focus && (spot || target.matches(".note"))) focus.focus({ preventScroll: true });
    remember(id);
  }

  // Parts far away are laid out only when they come near: the way there is a jump, then a look.
  function reach(target) {
    const away = Math.abs(target.getBoundingClientRect().top);
    const jump = reduced.matches || away > 3 * window.innerHeight;
    target.scrollIntoView({ block: "center", behavior: jump ? "instant" : "smooth" });
    if (jump) requestAnimationFrame(() => target.scrollIntoView({ block: "center", behavior: "instant" }));
  }

  function go(by) {
    const shown = order.filter((spot) => spot.shown);
    if (!shown.length) return;
    let at = shown.indexOf(current);
    if (at < 0) {
      const below = shown.findIndex((spot) => spot.marks[0].getBoundingClientRect().top > 60);
      at = by > 0 ? (below < 0 ? 0 : below) : (below < 0 ? shown.length : below) - 1;
    } else at += by;
    arrive("p" + shown[(at + shown.length) % shown.length].key);
  }

  // ------------------------------------------------------------ cards

  const card = make("div", { id: "card", hidden: true, tabIndex: -1 });
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", words.card);
  document.body.append(card);
  let pinned = false, from = null, timer = 0;

  function term(name, value) {
    return make("div", {}, [make("dt", { textContent: name }), make("dd", { textContent: value })]);
  }

  function finding(key) {
    const spot = spots.get(key);
    const entry = spot.note.cloneNode(true);
    const box = make("div", { className: "entry " + spot.note.className.split(" ").pop() });
    all("[id]", entry).forEach((one) => one.removeAttribute("id"));
    all("details", entry).forEach((one) => one.remove());
    box.append(...Array.from(entry.childNodes));
    box.append(make("a", { className: "go", href: "#" + spot.note.id, textContent: words.see_note }));
    return box;
  }

  function citation(number) {
    const one = data.citations[number], statute = data.statutes[one[0]];
    const list = make("dl");
    const verdict = data.verdicts[one[2]];
    const head = make("p", { className: "head" }, [make("strong", { textContent: (statute ? "《" + statute[0] + "》" : "") + one[1] })]);
    const known = one[2] === "checked" || one[2] === "found";
    list.append(make("div", {}, [make("dd", { textContent: known ? verdict : words.unchecked + words.colon + verdict })]));
    if (one[3]) list.append(term(words.judged_by, one[3] + (one[4] ? words.comma + words.compared_quote : "")));
    if (statute) list.append(term(words.statute, statute.slice(1).filter(Boolean).join(words.comma)));
    return make("div", { className: "entry" }, [head, list]);
  }

  function under(target) {
    const keys = [];
    let cited = null;
    for (let one = target; one && one !== document.body; one = one.parentElement) {
      if (one.matches("mark[data-p]:not(.off), .t a.n[data-p]")) {
        if (!keys.includes(one.dataset.p)) keys.push(one.dataset.p);
      } else if (!cited && one.matches(".c[data-c]")) cited = one;
    }
    return keys.length || cited ? { keys: keys, cited: cited } : null;
  }

  function show(target, pin) {
    const what = under(target);
    if (!what) return;
    clearTimeout(timer);
    pinned = pin;
    from = target.closest("mark, .c, a.n");
    const notes = new Set();
    const entries = what.keys.filter((key) => {
      const note = spots.get(key).note;
      return !notes.has(note) && notes.add(note);
    }).map(finding);
    if (what.cited) entries.push(citation(Number(what.cited.dataset.c)));
    const shut = make("button", { type: "button", className: "shut", textContent: words.close });
    shut.addEventListener("click", () => hide(true));
    card.replaceChildren(shut, ...entries);
    card.hidden = false;
    card.scrollTop = 0;
    place();
  }

  function place() {
    if (small.matches) return;
    const boxes = Array.from(from.getClientRects());
    const box = boxes[0] || from.getBoundingClientRect();
    const last = boxes[boxes.length - 1] || box;
    const width = card.offsetWidth, height = card.offsetHeight;
    const left = Math.min(Math.max(box.left, 12), root.clientWidth - width - 12);
    const above = last.bottom + height + 12 > root.clientHeight && box.top - height - 8 > 0;
    card.style.left = left + window.scrollX + "px";
    card.style.top = (above ? box.top - height - 8 : last.bottom + 8) + window.scrollY + "px";
  }

  function hide(back) {
    clearTimeout(timer);
    if (card.hidden) return;
    const inside = card.contains(document.activeElement);
    card.hidden = true;
    pinned = false;
    if (back === true && inside && from) (from.matches("a.n") ? from : from.querySelector("a.n") || document.body).focus();
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || pinned) return;
    if (card.contains(event.target)) clearTimeout(timer);
    else if (under(event.target)) later(() => show(event.target, false), 150);
    else if (!card.hidden) later(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".t a.n")) show(event.target, false);
    else if (!card.contains(event.target)) hide();
  });
  document.addEventListener("click", (event) => {
    if (card.contains(event.target) && !event.target.closest("a")) return;
    const link = event.target.closest("a[href^='#']");
    if (link && !link.matches(".t a.n")) {
      const id = link.getAttribute("href").slice(1);
      if (id.includes("=") || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      hide();
      arrive(id);
      return;
    }
    const what = !event.target.closest("button, summary, select, input") && under(event.target);
    if (!what) { hide(); return; }
    event.preventDefault();
    const spot = what.keys.length ? spots.get(what.keys[0]) : null;
    if (spot) current = spot;
    show(event.target, true);
    if (event.detail === 0) card.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide(true);
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input, textarea")) return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key.toLowerCase()];
    if (step) { event.preventDefault(); go(step); }
  });
  window.addEventListener("resize", () => hide());

  // ------------------------------------------------------------ long cells, print, start

  function foldable(cell) {
    if (cell.scrollHeight <= cell.clientHeight + 4) { cell.classList.remove("k"); return; }
    const button = make("button", { type: "button", className: "more", textContent: words.unfold });
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = cell.classList.toggle("all");
      button.textContent = open ? words.fold : words.unfold;
      button.setAttribute("aria-expanded", String(open));
    });
    cell.after(button);
  }

  const seen = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      seen.unobserve(entry.target);
      foldable(entry.target);
    });
  }, { rootMargin: "600px" });
  all(".k").forEach((cell) => seen.observe(cell));

  let opened = [];
  window.addEventListener("beforeprint", () => {
    hide();
    opened = all("details:not([open])");
    opened.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => { opened.forEach((one) => { one.open = false; }); });

  build();
  apply();
  all(".history .scroll").forEach((one) => { one.scrollLeft = one.scrollWidth; });
  const measure = () => root.style.setProperty("--bar", small.matches ? "0px" : bar.offsetHeight + "px");
  new ResizeObserver(measure).observe(bar);
  window.addEventListener("hashchange", recall);
  recall();
})();
