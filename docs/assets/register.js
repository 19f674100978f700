// A register of projects: filters, sorts and hands out its table. All its words stand in the page.
// What a row can be filtered by stands in its data-f, as "filter=value"; see query.projects.filter_facts and query.plans.plan_facts.
(() => {
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.register");
  const { newest, sort, shown, empty, stuck, loosen, columns, file } = form.dataset;
  const fields = [...form.querySelectorAll("input, select")];
  const heads = sort.split(" ").map((key, n) => [key, table.tHead.rows[0].cells[n]]).filter(([key]) => key !== "-");
  const said = form.querySelector("[role=status]");
  const MANY = 500; // from so many rows on, those out of sight are not laid out
  const PART = 100; // rows that are laid out together while they are sorted, or shown together
  const SOON = 50; // rows that are shown at once
  const ROLES = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

  // Text as it is compared: without accents, capitals and signs.
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const fill = (sentence, values) => sentence.replace(/{(\w+)}/g, (_, name) => values[name]);
  const number = (n) => n.toLocaleString(document.documentElement.lang);

  // The names of each city, also in one word: Hanoi.
  const places = {};
  for (const { value, text, dataset } of form.elements.city.options)
    places[`city=${value}`] = [text, ...(dataset.names?.split("|") ?? [])]
      .map(fold)
      .map((name) => `${name} ${name.replaceAll(" ", "")}`)
      .join(" ");
  const groups = [...table.tBodies];
  const rows = groups.flatMap((group) =>
    [...group.querySelectorAll("tr[data-f]")].map((tr) => {
      const facts = tr.dataset.f.split(" ");
      const sought = [tr.cells[0], ...tr.querySelectorAll("[data-text]")].map((part) => fold(part.textContent));
      const text = ` ${sought.join(" ")} ${places[facts[0]]}`;
      return { tr, group, text, facts: new Set(facts), rank: +tr.dataset.n, away: false };
    }),
  );
  const flat = []; // what holds the rows while they are sorted

  let state = {}; // the filters and the order, as in the address
  let order = ""; // the order in which the rows stand
  let list = rows;
  let found = rows;
  let writing; // the address to write
  let revealing; // the rows to show next

  // Whether a row meets the conditions: a text as it stands, or all its words as beginnings of words.
  const meets = ({ text, sort: _, stage, ...rest }) => {
    const facts = Object.keys(rest).filter((name) => rest[name]).map((name) => `${name}=${rest[name]}`);
    if (stage) facts.push(`${rest.listed || newest}=${stage}`);
    const not = `${rest.listed}!${rest.area}`;
    const phrase = fold(text);
    const words = phrase.split(" ").map((word) => ` ${word}`);
    return (row) =>
      (row.text.includes(phrase) || words.every((word) => row.text.includes(word))) &&
      facts.every((fact) => row.facts.has(fact)) &&
      !row.facts.has(not);
  };

  // The places of the rows by a column: those of its values in the filter of that name.
  const ranks = (key) => {
    if (key === "name") return (row) => row.rank;
    const facts = [...form.elements[key].options].slice(1).map(({ value }) => `${key === "stage" ? newest : key}=${value}`);
    return (row) => facts.findIndex((fact) => row.facts.has(fact)) + 1 || facts.length + 1;
  };

  const arrange = () => {
    order = state.sort;
    const down = order[0] === "-";
    const key = order.slice(down);
    for (const [name, head] of heads)
      if (name === key) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    const rank = key && ranks(key);
    const by = new Map(rank && rows.map((row) => [row, rank(row)]));
    list = rank ? [...rows].sort((a, b) => (by.get(a) - by.get(b)) * (down ? -1 : 1) || a.rank - b.rank) : rows;
    while (flat.length) flat.pop().remove();
    list.forEach(({ tr, group }, n) => {
      if (rank && n % PART === 0) flat.push(table.createTBody());
      (flat.at(-1) ?? group).append(tr);
    });
  };

  // Of very many rows the first are shown at once, the others a part after each picture that the screen has drawn.
  const reveal = (later) => {
    clearTimeout(revealing);
    if (!later.length) return;
    revealing = setTimeout(() => {
      for (const row of later.splice(0, PART)) row.tr.hidden = row.away = false;
      reveal(later);
    }, 20);
  };

  const show = () => {
    if (order !== state.sort) arrange();
    const fits = meets(state);
    found = list.filter((row) => (row.fits = fits(row)));
    const full = new Set(found.map(({ tr }) => tr.parentNode));
    for (const body of table.tBodies) body.hidden = !full.has(body);
    const few = found.length <= MANY;
    const later = rows.length > MANY ? found.slice(SOON).filter((row) => few || row.away) : [];
    for (const row of later) row.fits = false;
    for (const row of rows) if (row.fits === row.away) row.tr.hidden = row.away = !row.fits;
    reveal(later);
    say();
  };

  const say = () => {
    said.firstElementChild.textContent = fill(shown, { shown: number(found.length) });
    while (said.children[1]) said.lastElementChild.remove();
    if (found.length) return;
    const ways = fields.flatMap((field) => {
      const n = state[field.name] ? rows.filter(meets({ ...state, [field.name]: "" })).length : 0;
      return n ? [[field, n]] : [];
    });
    const advice = said.appendChild(document.createElement("p"));
    advice.textContent = ways.length ? empty : stuck;
    for (const [field, n] of ways) {
      const button = said.appendChild(document.createElement("button"));
      button.type = "button";
      const value = field.selectedOptions?.[0].text ?? field.value;
      button.textContent = fill(loosen, { filter: field.labels[0].textContent, value, shown: number(n) });
      button.onclick = () => {
        field.value = "";
        field.focus();
        update();
      };
    }
  };

  const update = (changes) => {
    state = { sort: state.sort, ...Object.fromEntries(new FormData(form)), ...changes };
    state.text = state.text.trim();
    show();
    clearTimeout(writing);
    writing = setTimeout(write, 250); // browsers refuse to write an address at every keystroke
  };

  const write = () => {
    clearTimeout(writing);
    const address = new URL(location);
    for (const [name, value] of Object.entries(state))
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const read = () => {
    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = given.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = ""; // a value that does not exist
    }
    const wanted = given.get("sort") ?? "";
    update({ sort: heads.some(([key]) => wanted === key || wanted === `-${key}`) ? wanted : "" });
    write();
  };

  const download = () => {
    const chosen = ({ facts }, name, what = "text") =>
      [...form.elements[name].options].filter(({ value }) => value !== "any" && facts.has(`${name}=${value}`)).map((option) => option[what]).join("; ");
    const lines = found.map((row) => {
      const [{ firstElementChild: link }, , , stage] = row.tr.cells;
      return [
        link.hash.slice(1), link.textContent, chosen(row, "city"), chosen(row, "country"), chosen(row, "area"), chosen(row, "status"),
        row.tr.dataset.d, stage.textContent, chosen(row, "listed", "value"), chosen(row, "support"), link.href,
      ];
    });
    const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const text = [columns.split(","), ...lines].map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = file;
    link.click();
    setTimeout(URL.revokeObjectURL, 1000, link.href);
  };

  // Some browsers forget that a table is one when its rows are laid out as grids.
  table.setAttribute("role", "table");
  for (const part of table.querySelectorAll("thead, tbody, tr, th, td"))
    part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
  table.classList.toggle("long", rows.length > MANY);

  for (const [key, head] of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const next = { "": key, [key]: `-${key}`, [`-${key}`]: "" };
    button.onclick = () => update({ sort: next[state.sort] ?? key });
  }
  form.onsubmit = (event) => event.preventDefault();
  form.oninput = () => update();
  form.onchange = write;
  form.onreset = () => setTimeout(update, 0, { sort: "" }); // the fields are empty only after the event
  if (form.elements.csv) form.elements.csv.onclick = download;
  addEventListener("popstate", read);
  form.querySelector("fieldset").disabled = false;
  read();
})();
