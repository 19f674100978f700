// Buttons that copy the address of a project, or how to cite it; the page holds their words as a template.
function offerCopies() {
  const template = document.getElementById("copy");
  if (!navigator.clipboard) return;
  for (const line of document.querySelectorAll(".copy")) {
    line.append(template.content.cloneNode(true));
    line.onclick = ({ target }) => target.value && copy(target, line);
  }
}

// Copies the value of the pressed button, and says so where screen readers hear it.
async function copy(button, line) {
  const heading = line.closest(".project").previousElementSibling;
  const [title, city] = [heading, document.querySelector("h1")]
    .map((part) => [...part.childNodes].filter((node) => node.className !== "headerlink")) // the sign that links to it
    .map((nodes) => nodes.map((node) => node.textContent).join("").trim())
    .map((text) => (button.name ? texEscaped(text) : text));
  const parts = { id: heading.id, title, city, url: new URL("#" + heading.id, location) };
  await navigator.clipboard.writeText(fill(button.value, parts));
  const status = line.lastElementChild;
  status.textContent = status.dataset.done;
  setTimeout(() => (status.textContent = ""), 4000);
}

const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

// A text of which TeX reads every sign as itself.
const texEscaped = (text) => text.replace(/[\\{}~^&%$#_]/g, (sign) => TEX[sign] ?? "\\" + sign);

offerCopies();
