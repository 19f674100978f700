// A register of projects: filters and sorts its table, and offers it as a file. The page contains all its words.
// The data-f of a row lists what it can be filtered by, as "filter=value"; see query.projects.filter_facts and query.plans.plan_facts.
// What a row does not show, such as summaries, is in a script of its own, fetched when a reader types; see atlas/site/search.py.
(() => {
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.register");
  const { newest, sort, shown, empty, stuck, loosen, gone, rest, waiting, unread } = form.dataset;
  const fields = [...form.querySelectorAll("input, select")];
  const heads = sort.split(" ").map((key, n) => [key, table.tHead.rows[0].cells[n]]).filter(([key]) => key !== "-");
  const said = form.querySelector("[role=status]");
  const { more } = form.elements; // the button that opens the filters on a phone
  const filtersName = more.textContent;
  const OTHER = /^(h|sort|utm_\w+|\w*clid)$/; // what an address may have beside filters: a word to mark, an order, where it is from
  const QUOTES = new URL("quotes.js", document.currentScript.src);
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

  // Text as it is compared: without accents, capitals and signs.
  const fold = (text) => {
    const plain = /[^\0-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text; // few have accents
    return plain.toLowerCase().replaceAll("đ", "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
  const { format: number } = new Intl.NumberFormat(document.documentElement.lang);

  // A text by which a row is found: what it is, how it is shown, and its words; a name also without spaces: "Ha Noi" as "hanoi".
  const passage = (label, text, name) => {
    const words = fold(name ?? text);
    return { label, text, words: ` ${words} ${name ? `${words.replaceAll(" ", "")} ` : ""}` };
  };
  // The names of cities and topics, by filter; those of topics come with the other texts.
  const named = {};
  const nameOptions = ({ name, labels: [label], options }, othersOf) => {
    for (const { value, text, dataset } of options) {
      const others = othersOf(value, dataset) ?? [];
      const written = others.map((other) => passage(label.textContent, `${text} (${other})`, other));
      named[`${name}=${value}`] = [passage(label.textContent, text, text), ...written];
    }
  };
  nameOptions(form.elements.city, (_, dataset) => dataset.names?.split("|"));
  const texts = {}; // the texts of each project, by kind
  window.atlasTexts = (more) => {
    Object.assign(texts, more);
    if (form.elements.topic) nameOptions(form.elements.topic, (value) => texts[`topic=${value}`]?.[0]);
  };
  const wordsOf = (passages) => passages.map(({ words }) => words).join("");

  // Some browsers forget that a table is one when its rows are laid out as grids.
  const described = (whole) => {
    for (const part of [whole, ...whole.querySelectorAll("thead, tbody, tr, th, td")])
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    return whole;
  };

  // A row of a country: its filters, its words that are shown, and what else it is found by. Its rank is its place by name.
  const read = (country, tr) => {
    const facts = tr.dataset.f.split(" ");
    const [city, ...others] = named[facts[0]];
    const sought = [tr.cells[0], ...tr.querySelectorAll("[data-text]")].map((part) => fold(part.textContent));
    const shown = ` ${sought.join(" ")} ${city.words}`;
    return {
      country,
      tr,
      id: tr.querySelector("a").getAttribute("href").split("#")[1],
      facts: ` ${facts.join(" ")} `,
      rank: +tr.dataset.n,
      shown,
      names: shown + wordsOf(others),
      passages: others,
      texts: "",
    };
  };

  // The countries, each a body of the table below its head.
  const countries = [...table.tBodies].map((body) => ({ body, head: body.rows[0] }));
  const rows = countries.flatMap((country) => [...country.body.rows].slice(1).map((tr) => read(country, tr)));
  const frame = [...table.children].filter(({ tagName }) => tagName !== "TBODY");
  const flat = described(element("tbody")); // holds the rows while they are sorted

  let state = {}; // the filters and the order, as in the address
  let order; // the order of the list
  let list = rows;
  let found = rows;
  let coming; // the texts, once someone types
  let searched = false; // whether they are here
  let broken = false; // whether they could not be fetched
  let writing; // the address to write
  let lost = []; // what the address asks for and the list does not have

  // What a word is looked for by: the beginning of a word in the singular; all of a very short one, except in names.
  const needles = (text) =>
    fold(text).split(" ").filter(Boolean).map((word) => {
      const stem = word.replace(/(?<=...[^s])s$/, "");
      return { inName: ` ${stem}`, inText: word.length < 3 ? ` ${word} ` : ` ${stem}` };
    });

  // Whether a row is found by a text: a name has it as it was typed, or the row has all its words.
  const finds = (text) => {
    const phrase = fold(text);
    if (!phrase) return () => true;
    const words = needles(text);
    return ({ names, texts }) =>
      names.includes(phrase) || words.every(({ inName, inText }) => names.includes(inName) || texts.includes(inText));
  };

  // Whether a row meets the conditions.
  const meets = ({ text, sort: _, stage, ...rest }) => {
    const facts = Object.keys(rest).filter((name) => rest[name]).map((name) => ` ${name}=${rest[name]} `);
    if (stage) facts.push(` ${rest.listed || newest}=${stage} `);
    const not = rest.listed && rest.area && ` ${rest.listed}!${rest.area} `;
    const isFound = finds(text);
    return (row) => isFound(row) && facts.every((fact) => row.facts.includes(fact)) && !(not && row.facts.includes(not));
  };

  // Lets a row be found by the texts of its project and the names of its topics.
  const addTexts = (row) => {
    const kinds = form.dataset.kinds.split("|");
    const more = (texts[row.id] ?? []).flatMap((all, n) => all.map((text) => passage(kinds[n], text)));
    for (const fact of row.facts.split(" ")) if (fact.startsWith("topic=")) more.push(...named[fact]);
    row.passages.unshift(...more);
    row.texts = wordsOf(more);
  };

  const fetchTexts = async () => {
    try {
      await Promise.all([load(QUOTES), load(form.dataset.texts)]);
      rows.forEach(addTexts);
      searched = true;
    } catch {
      broken = true;
    }
    coming = undefined;
    show();
  };

  // The values of a filter, by what a row has of it, in their order.
  const values = (name, fact = name) => {
    const options = [...form.elements[name].options].slice(1);
    return new Map(options.map(({ value, text, dataset: { title } }, n) => [`${fact}=${value}`, { n, value, text, title }]));
  };
  const among = (known, row) => row.facts.split(" ").flatMap((fact) => known.get(fact) ?? []).sort((a, b) => a.n - b.n);

  // The places of the rows by a column: those of its values in the filter of that name.
  const ranks = (key) => {
    if (!form.elements[key]) return (row) => row.rank; // by name, or by date
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

  // Gives a parent these children in this order. Those in their place stay untouched: moving one costs a layout.
  const fitOut = (parent, children) => {
    const wanted = new Set(children);
    for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
    let next = parent.firstElementChild;
    for (const child of children)
      if (child === next) next = next.nextElementSibling;
      else parent.insertBefore(child, next);
  };

  // Places the rows of the list in the table, each with the quotes by which it was found.
  const place = () => {
    const words = needles(state.text);
    const bodies = new Map();
    for (const row of found) {
      for (const old of row.extracts ?? []) old.remove();
      row.extracts = window.atlasQuotes?.(row, words, fold) ?? [];
      row.tr.cells[0].append(...row.extracts);
      const { body, head } = state.sort ? { body: flat } : row.country;
      if (!bodies.has(body)) bodies.set(body, head ? [head] : []);
      bodies.get(body).push(row.tr);
    }
    for (const [body, trs] of bodies) fitOut(body, trs);
    fitOut(table, [...frame, ...bodies.keys()]);
  };

  const show = () => {
    if (order !== state.sort) arrange();
    found = list.filter(meets(state));
    place();
    const comes = state.text && !searched;
    if (comes && !broken) coming ??= fetchTexts();
    say(comes, found.length);
  };

  const say = (comes, n) => {
    said.firstElementChild.textContent = comes ? (broken ? unread : waiting) : fill(shown, { shown: number(n) });
    while (said.children[1]) said.lastElementChild.remove();
    const sentence = fields.some(({ value }) => value) ? rest : gone;
    if (lost.length) said.append(element("p", fill(sentence, { what: lost.join(", ") })));
    if (n || comes) return;
    const ways = fields.flatMap((field) => {
      const n = state[field.name] ? rows.filter(meets({ ...state, [field.name]: "" })).length : 0;
      return n ? [[field, n]] : [];
    });
    said.append(element("p", ways.length ? empty : stuck));
    for (const [field, n] of ways) {
      const value = field.selectedOptions?.[0].text ?? field.value;
      const button = element("button", fill(loosen, { filter: field.labels[0].textContent, value, shown: number(n) }));
      button.type = "button";
      said.append(button);
      button.onclick = () => {
        field.value = "";
        field.focus();
        update();
      };
    }
  };

  const update = (changes, without = []) => {
    lost = without;
    state = { sort: state.sort, ...Object.fromEntries(new FormData(form)), ...changes };
    state.text = state.text.trim();
    broken = false;
    const names = fields.flatMap(({ value, selectedOptions }) => (value && selectedOptions ? selectedOptions[0].text : []));
    more.textContent = [filtersName, ...(names.length ? [names.join(", ")] : [])].join(": ");
    show();
    clearTimeout(writing);
    writing = setTimeout(write, 250); // browsers refuse to write an address at every keystroke
  };

  const write = () => {
    clearTimeout(writing);
    const address = new URL(location);
    for (const name of new Set([...address.searchParams.keys(), ...Object.keys(state)]))
      if (state[name]) address.searchParams.set(name, state[name]);
      else if (name in state || !OTHER.test(name)) address.searchParams.delete(name);
    address.hash ||= address.search && (form.dataset.place ?? ""); // a list far down its page
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const open = () => {
    const given = new URLSearchParams(location.search);
    const filters = fields.map(({ name }) => name);
    const isLost = ([name, value]) => value && !OTHER.test(name) && !filters.includes(name);
    const without = [...given].filter(isLost).map((part) => part.join(": "));
    for (const field of fields) {
      const value = given.get(field.name) ?? "";
      const known = [...(field.options ?? [{ value }])].find((option) => option.value === value);
      field.value = known?.value ?? "";
      if (!known) without.push(`${field.labels[0].textContent}: ${value}`);
    }
    const wanted = given.get("sort") ?? "";
    update({ sort: heads.some(([key]) => wanted === key || wanted === `-${key}`) ? wanted : "" }, without);
    write();
  };

  const download = () => {
    const names = ["city", "country", "topic", "area", "status", "listed", "support"];
    const known = Object.fromEntries(names.map((name) => [name, values(name)]));
    known.listed.delete("listed=any");
    const lines = found.map((row) => {
      const { cells, dataset } = row.tr;
      const [{ firstElementChild: link }, , , stage] = cells;
      const chosen = (name, what = "text") => among(known[name], row).map((value) => value[what]).join("; ");
      return [
        ...[link.hash.slice(1), link.textContent, chosen("city"), chosen("country"), chosen("topic"), chosen("area")],
        ...[chosen("status"), dataset.d, stage.textContent, chosen("listed", "title"), chosen("listed", "value")],
        ...[chosen("support"), link.href],
      ];
    });
    saveCsv(form.dataset, lines);
  };

  described(table);

  for (const [key, head] of heads) {
    const button = Object.assign(element("button", ...head.childNodes), { type: "button" });
    head.append(button);
    const next = { "": key, [key]: `-${key}`, [`-${key}`]: "" };
    button.onclick = () => update({ sort: next[state.sort] ?? key });
  }
  form.onsubmit = (event) => event.preventDefault();
  more.onclick = () => more.ariaExpanded = String(more.ariaExpanded !== "true");
  form.oninput = () => update();
  form.onchange = write;
  form.onreset = () => setTimeout(update, 0, { sort: "" }); // the fields are empty only after the event
  if (form.elements.csv) form.elements.csv.onclick = download;
  addEventListener("popstate", open);
  form.querySelector("fieldset").disabled = false;
  open();
  if (Object.values(state).some(Boolean) && !location.hash) form.scrollIntoView();
})();
