// Everything can be read without this file.

/** Buttons that copy the address of a project, or how to cite it; the page holds their words as a template. */
function offerCopies() {
  const template = document.getElementById("copy");
  if (!template || !navigator.clipboard) return;
  for (const line of document.querySelectorAll(".copy")) {
    line.append(template.content.cloneNode(true));
    line.onclick = ({ target }) => target.value && copy(target, line);
  }
}

/** Copies what the pressed button stands for, and says so where screen readers hear it. */
async function copy(button, line) {
  const heading = line.closest(".project").previousElementSibling;
  const [title, city] = [heading, document.querySelector("h1")]
    .map((element) => element.firstChild.data.trim()) // without the sign that links to the heading
    .map((text) => (button.name ? texEscaped(text) : text));
  const parts = { id: heading.id, title, city, url: new URL("#" + heading.id, location) };
  await navigator.clipboard.writeText(button.value.replace(/{(\w+)}/g, (all, name) => parts[name] ?? all));
  const status = line.lastElementChild;
  status.textContent = status.dataset.done;
  setTimeout(() => (status.textContent = ""), 4000);
}

const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** A text of which TeX reads every sign as itself. */
const texEscaped = (text) => text.replace(/[\\{}~^&%$#_]/g, (sign) => TEX[sign] ?? "\\" + sign);

/** Escape puts away what shows on hover and focus, until the next move. */
function dismissTips() {
  const away = (yes) => document.body.classList.toggle("no-tips", yes);
  addEventListener("keydown", ({ key }) => key === "Escape" && away(true));
  addEventListener("focusin", () => away(false));
  addEventListener("pointerover", () => away(false));
}

/** What is typed into the field of the home page goes on in the search of the theme, which answers at every letter. */
function handOverSearch() {
  const [field] = document.getElementsByName("q");
  const search = document.forms.search?.query;
  if (!field || !search) return;
  const handOver = (event) => {
    if (event.isComposing) return; // a letter that is still being put together stays where it is
    event.preventDefault();
    [search.value, field.value] = [field.value, ""];
    search.focus();
  };
  field.form.addEventListener("submit", handOver);
  field.addEventListener("input", handOver);
  field.addEventListener("compositionend", handOver);
}

/** Opens the list below the heading that the address names. What is named within a list, browsers and theme open. */
function openNamed() {
  const below = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.nextElementSibling;
  if (below?.matches("details.fold")) below.open = true;
}

/** Opens lists for each address, and for a link to the address that is shown already. */
function openLists() {
  openNamed();
  addEventListener("hashchange", openNamed);
  addEventListener("click", ({ target }) => target.closest("a[href*='#']") && setTimeout(openNamed));
}

handOverSearch();
offerCopies();
openLists();
dismissTips();
