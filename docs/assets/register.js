// A register of projects: filters and sorts its table, and offers it as a file. The page contains all its words.
// The data-f of a row lists what it can be filtered by, as "filter=value"; see query.projects.filter_facts and query.plans.plan_facts.
// A page with very many rows has only the first. Each country then has a page with all of its rows, fetched when needed.
(() => {
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.register");
  const more = document.querySelector(".more");
  const { newest, sort, shown, empty, stuck, loosen, waiting, failed, columns, credit, file } = form.dataset;
  const fields = [...form.querySelectorAll("input, select")];
  const heads = sort.split(" ").map((key, n) => [key, table.tHead.rows[0].cells[n]]).filter(([key]) => key !== "-");
  const said = form.querySelector("[role=status]");
  const MANY = 500; // from so many rows on, those out of sight are not laid out
  const PART = 25; // rows that are read at once: few, so that no keystroke waits for them
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

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

  // Some browsers forget that a table is one when its rows are laid out as grids.
  const described = (element) => {
    for (const part of [element, ...element.querySelectorAll("thead, tbody, tr, th, td")])
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    return element;
  };

  // A row of a country: its element or its HTML, the text to search, and its filters.
  const read = (country, tr, html) => {
    const sought = [tr.cells[0], ...tr.querySelectorAll("[data-text]")].map((part) => fold(part.textContent));
    const facts = tr.dataset.f;
    const text = ` ${sought.join(" ")} ${places[facts.split(" ", 1)]}`;
    return { country, tr: html ? null : tr, html, text, facts: ` ${facts} `, rank: +tr.dataset.n };
  };
  const holder = document.createElement("template");
  const parsed = (html) => {
    holder.innerHTML = html;
    return [...holder.content.children];
  };
  // The elements of rows; those still missing are made together.
  const elements = (rows) => {
    const missing = rows.filter(({ tr }) => !tr);
    const made = parsed(missing.map(({ html }) => html).join(""));
    for (const [n, row] of missing.entries()) row.tr = described(made[n]);
    return rows.map(({ tr }) => tr);
  };

  // The countries, each with the rows that are here, out of n.
  const countries = [...table.tBodies].map((body) => {
    const country = { body, head: body.rows[0] };
    country.rows = [...body.rows].slice(1).map((tr) => read(country, tr));
    return Object.assign(country, { n: country.rows.length });
  });
  for (const [n, { dataset, firstElementChild }] of [...(more?.querySelectorAll("li") ?? [])].entries()) {
    countries[n] ??= { body: described(document.createElement("tbody")), rows: [] };
    Object.assign(countries[n], { id: dataset.country, n: +dataset.n, address: firstElementChild.href });
  }
  const frame = [...table.children].filter(({ tagName }) => tagName !== "TBODY");
  const flat = described(document.createElement("tbody")); // holds the rows while they are sorted

  let state = {}; // the filters and the order, as in the address
  let rows = countries.flatMap((country) => country.rows);
  let order; // the order of the list
  let list = rows;
  let found = rows;
  const first = rows.length;
  let limit = first; // how many rows are shown at most
  let broken = false; // whether some rows could not be fetched
  let writing; // the address to write

  // Whether a row meets the conditions: a text as it stands, or all its words as beginnings of words.
  const meets = ({ text, sort: _, stage, ...rest }) => {
    const facts = Object.keys(rest).filter((name) => rest[name]).map((name) => ` ${name}=${rest[name]} `);
    if (stage) facts.push(` ${rest.listed || newest}=${stage} `);
    const not = rest.listed && rest.area ? ` ${rest.listed}!${rest.area} ` : "!!";
    const phrase = fold(text);
    const words = phrase.split(" ");
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a)); // most rows fail by it alone
    return (row) =>
      row.text.includes(longest) &&
      (row.text.includes(phrase) || words.every((word) => row.text.includes(` ${word}`))) &&
      facts.every((fact) => row.facts.includes(fact)) &&
      !row.facts.includes(not);
  };

  // Whether some rows of a country are not here yet.
  const isPart = (country) => country.rows.length < country.n;

  // The countries whose rows a state can show, when at most so many rows are shown.
  const needed = (state, limit) => {
    const { sort, city, country, ...rest } = state;
    const id = city ? form.elements.city.selectedOptions[0].dataset.country : country;
    if (id && more) return countries.filter((country) => country.id === id);
    if (sort || Object.values(rest).some(Boolean)) return countries;
    let n = 0;
    return countries.filter((country) => {
      const here = n + country.rows.length;
      n += country.n;
      return here < limit;
    });
  };

  const fetched = async (country) => {
    try {
      const answer = await fetch(country.address);
      if (!answer.ok) throw new Error(answer.status);
      const text = (await answer.text()).replaceAll('href="./#', 'href="#');
      const [start, end] = [text.indexOf("<tbody>") + "<tbody>".length, text.lastIndexOf("</tbody>")];
      const [head, ...lines] = text.slice(start, end).split(/(?=<tr data-n)/);
      const all = [];
      for (let n = 0; n < lines.length; n += PART) {
        const part = lines.slice(n, n + PART);
        all.push(...parsed(part.join("")).map((tr, m) => read(country, tr, part[m])));
        await new Promise((done) => setTimeout(done));
      }
      Object.assign(country, { head: described(parsed(head)[0]), rows: all, n: all.length });
      rows = countries.flatMap((country) => country.rows);
      order = undefined;
    } catch {
      broken = true;
    }
    country.coming = undefined;
    show();
  };
  const fetchAll = (wanted) => Promise.all(wanted.filter(isPart).map((country) => (country.coming ??= fetched(country))));

  // The values of a filter, by what a row has of it, in their order.
  const values = (name, fact = name) =>
    new Map([...form.elements[name].options].slice(1).map(({ value, text, dataset: { title } }, n) => [`${fact}=${value}`, { n, value, text, title }]));
  const among = (known, row) => row.facts.split(" ").flatMap((fact) => known.get(fact) ?? []).sort((a, b) => a.n - b.n);

  // The places of the rows by a column: those of its values in the filter of that name.
  const ranks = (key) => {
    if (key === "name") return (row) => row.rank;
    const known = values(key, key === "stage" ? newest : key);
    return (row) => among(known, row)[0]?.n ?? known.size;
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
  };

  // Gives an element these children in this order. Those in their place stay untouched: moving one costs a layout.
  const fitOut = (element, children) => {
    const wanted = new Set(children);
    for (const child of [...element.children]) if (!wanted.has(child)) child.remove();
    let next = element.firstElementChild;
    for (const child of children)
      if (child === next) next = next.nextElementSibling;
      else element.insertBefore(child, next);
  };

  const place = () => {
    const bodies = new Map();
    const visible = found.slice(0, limit);
    for (const [n, tr] of elements(visible).entries()) {
      const { body, head } = state.sort ? { body: flat } : visible[n].country;
      if (!bodies.has(body)) bodies.set(body, head ? [head] : []);
      bodies.get(body).push(tr);
    }
    for (const [body, trs] of bodies) fitOut(body, trs);
    fitOut(table, [...frame, ...bodies.keys()]);
  };

  const show = () => {
    if (order !== state.sort) arrange();
    found = list.filter(meets(state));
    place();
    let wanted = needed(state, limit);
    if (!found.length && !wanted.some(isPart)) wanted = countries; // to say what one condition less would find
    if (!broken) fetchAll(wanted);
    const comes = wanted.some(isPart);
    const parts = needed(state, Infinity).filter(isPart);
    if (more) more.lastElementChild.hidden = comes || (found.length <= limit && !parts.length);
    say(comes, parts.reduce((n, country) => n + country.n - country.rows.length, found.length));
  };

  const say = (comes, n) => {
    said.firstElementChild.textContent = comes ? (broken ? failed : waiting) : fill(shown, { shown: number(n) });
    while (said.children[1]) said.lastElementChild.remove();
    if (n || comes) return;
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
    [limit, broken] = [first, false];
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

  const open = () => {
    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = given.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = ""; // a value that does not exist
    }
    const wanted = given.get("sort") ?? "";
    update({ sort: heads.some(([key]) => wanted === key || wanted === `-${key}`) ? wanted : "" });
    write();
  };

  const download = async () => {
    await fetchAll(needed(state, Infinity));
    if (broken) return;
    const known = Object.fromEntries(["city", "country", "topic", "area", "status", "listed", "support"].map((name) => [name, values(name)]));
    known.listed.delete("listed=any");
    const lines = elements(found).map(({ cells, dataset }, n) => {
      const row = found[n];
      const [{ firstElementChild: link }, , , stage] = cells;
      const chosen = (name, what = "text") => among(known[name], row).map((value) => value[what]).join("; ");
      return [
        link.hash.slice(1), link.textContent, chosen("city"), chosen("country"), chosen("topic"), chosen("area"),
        chosen("status"), dataset.d, stage.textContent, chosen("listed", "title"), chosen("listed", "value"), chosen("support"), link.href, ...credit.split("|"),
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

  described(table);
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
  if (more)
    more.lastElementChild.onclick = () => {
      limit += first;
      broken = false;
      show();
    };
  addEventListener("popstate", open);
  form.querySelector("fieldset").disabled = false;
  open();
})();
