// Everything can be read without this file. The scripts of single pages come after it and use its first functions.

/** A new element with these children. */
function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** A text with its {names} replaced by values. */
const fill = (text, values) => text.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);

const loading = new Map();

/** Runs a script once; what failed is tried again at the next call. Unlike other files, a page on a disk can read it. */
function load(address) {
  const { href } = new URL(address, location);
  const run = (onload, failed) => {
    const onerror = () => failed(loading.delete(href));
    document.head.append(Object.assign(element("script"), { src: href, onload, onerror }));
  };
  if (!loading.has(href)) loading.set(href, new Promise(run));
  return loading.get(href);
}

/** Offers lines of cells as a CSV file; a form has its name, its columns, and the credit that ends each line. */
function saveCsv({ file: download, columns, credit }, lines) {
  const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const whole = [columns.split(","), ...lines.map((line) => [...line, ...credit.split("|")])];
  const text = whole.map((line) => `${line.map(quoted)}\r\n`).join("");
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  Object.assign(element("a"), { href, download }).click();
  setTimeout(URL.revokeObjectURL, 1000, href);
}

/** Escape puts away what shows on hover and focus, until the next move. */
function dismissTips() {
  const away = (yes) => document.body.classList.toggle("no-tips", yes);
  addEventListener("keydown", ({ key }) => key === "Escape" && away(true));
  addEventListener("focusin", () => away(false));
  addEventListener("pointerover", () => away(false));
}

/** Shows a source beside its number: on hover, on focus, and on a tap, which only then leads to the list of sources. */
function showSources() {
  const tip = element("div");
  if (!tip.showPopover) return;
  Object.assign(tip, { id: "tip", className: "tip", role: "tooltip", popover: "manual" });
  let shown, before; // the link whose source is shown, now and before a tap, which moves the focus first
  const show = (event) => {
    const { target, pointerType, type } = event;
    if (tip.contains(target) || (pointerType === "touch") !== (type === "click")) return;
    const link = target.closest?.("sup.cite > a");
    const source = link && document.getElementById(link.hash.slice(1));
    if (type === "click" && source && link !== before) event.preventDefault();
    if (link === shown) return;
    shown = link;
    if (!source) return tip.remove();
    tip.replaceChildren(...source.cloneNode(true).childNodes);
    link.after(tip);
    link.setAttribute("aria-describedby", "tip");
    tip.showPopover();
    const { left, top, bottom } = link.getBoundingClientRect();
    const above = bottom + tip.offsetHeight > innerHeight && top > tip.offsetHeight;
    tip.style.left = `${scrollX + Math.max(8, Math.min(left, document.body.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${scrollY + (above ? top - tip.offsetHeight : bottom)}px`;
  };
  for (const type of ["pointerover", "focusin", "click"]) addEventListener(type, show);
  addEventListener("pointerdown", () => (before = shown));
  addEventListener("keydown", ({ key }) => key === "Escape" && (tip.remove(), (shown = null)));
}

const SEARCH = new URL("search.js", document.currentScript.src);

/** The search is fetched when a reader turns to one of its fields; the key / leads to the first that can be seen. */
function offerSearch() {
  const fields = [...document.getElementsByName("q")];
  const fetchSearch = () => {
    removeEventListener("focusin", used);
    load(SEARCH);
  };
  const used = ({ target }) => fields.includes(target) && fetchSearch();
  addEventListener("focusin", used);
  if (document.getElementById("results")) fetchSearch();
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey;
    const field = fields.find((each) => each.offsetParent);
    if (event.key !== "/" || typing || !field) return;
    event.preventDefault();
    field.focus();
  });
}

/** Opens the list or the details below the heading that the address names. What is named within, browsers and theme open. */
function openNamed() {
  const below = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.nextElementSibling;
  const fold = below?.matches("details.fold") ? below : below?.querySelector(":scope > details.fold");
  if (fold) fold.open = true;
}

/** Opens lists for each address, and for a link to the address that is shown already. */
function openLists() {
  openNamed();
  addEventListener("hashchange", openNamed);
  addEventListener("click", ({ target }) => target.closest("a[href*='#']") && setTimeout(openNamed));
}

/** Marks the tables with more columns than the page has room for; the stylesheet then says so above each. */
function markWideTables() {
  const mark = ({ target }) => target.classList.toggle("wide", target.scrollWidth > target.clientWidth);
  const sizes = new ResizeObserver((seen) => seen.forEach(mark));
  for (const table of document.querySelectorAll(".table")) sizes.observe(table);
}

/** The page in another language opens at the same section, with the same filters. */
function keepPlace() {
  const add = ({ target }) => {
    const link = target.closest?.(".languages a");
    if (link) Object.assign(link, { search: location.search, hash: location.hash });
  };
  for (const type of ["click", "auxclick", "contextmenu"]) addEventListener(type, add);
}

offerSearch();
keepPlace();
markWideTables();
openLists();
dismissTips();
showSources();
