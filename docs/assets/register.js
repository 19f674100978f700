// A register of projects: filters and sorts its table, and offers it as a file. The page contains all its words.
// The data-f of a row lists what it can be filtered by, as "filter=value"; see query.projects.filter_facts and query.plans.plan_facts.
// A page with very many rows has only the first. Each country then has a page with all of its rows, fetched when needed.
// What a row does not show, such as summaries, is in a script of its own, fetched when a reader types; see atlas/site/search.py.
(() => {
  const form = document.querySelector("form.filters");
  const table = document.querySelector("table.register");
  const more = document.querySelector(".more");
  const { newest, sort, shown, empty, stuck, loosen, gone, rest, waiting, failed, unread, columns, credit, file } = form.dataset;
  const fields = [...form.querySelectorAll("input, select")];
  const heads = sort.split(" ").map((key, n) => [key, table.tHead.rows[0].cells[n]]).filter(([key]) => key !== "-");
  const said = form.querySelector("[role=status]");
  const MANY = 500; // from so many rows on, those out of sight are not laid out
  const PART = 10; // rows that are read or placed at once: few, so that no keystroke waits for them
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
    nameOptions(form.elements.topic, (value) => texts[`topic=${value}`]?.[0]);
  };
  const wordsOf = (passages) => passages.map(({ words }) => words).join("");

  // The ranks of the rows that have a word, in their names and in their other texts: a keystroke looks through the words,
  // which are few, and not through the texts of all rows. A rank is the place of a project by name.
  const [inNames, inTexts] = [new Map(), new Map()];
  let size = 0; // one more than the highest rank
  const enter = (index, words, rank) => {
    size = Math.max(size, rank + 1);
    for (const word of new Set(words.match(/ \S+/g))) if (!index.get(word)?.push(rank)) index.set(word, [rank]);
  };

  // Some browsers forget that a table is one when its rows are laid out as grids.
  const described = (whole) => {
    for (const part of [whole, ...whole.querySelectorAll("thead, tbody, tr, th, td")])
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    return whole;
  };

  // A row of a country: its element or its HTML, its filters, its words that are shown, and what else it is found by.
  const read = (country, tr, html) => {
    const facts = tr.dataset.f.split(" ");
    const [city, ...others] = named[facts[0]];
    const sought = [tr.cells[0], ...tr.querySelectorAll("[data-text]")].map((part) => fold(part.textContent));
    const shown = ` ${sought.join(" ")} ${city.words}`;
    const names = shown + wordsOf(others);
    const rank = +tr.dataset.n;
    enter(inNames, names, rank);
    return {
      country,
      tr: html ? null : tr,
      html,
      id: tr.querySelector("a").getAttribute("href").split("#")[1],
      facts: ` ${facts.join(" ")} `,
      rank,
      shown,
      names,
      passages: others,
    };
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
    return Object.assign(country, { n: country.rows.length, id: / country=(\S+)/.exec(country.rows[0].facts)[1] });
  });
  for (const [n, { dataset, firstElementChild }] of [...(more?.querySelectorAll("li") ?? [])].entries()) {
    countries[n] ??= { body: described(element("tbody")), rows: [] };
    Object.assign(countries[n], { id: dataset.country, n: +dataset.n, address: firstElementChild.href });
  }
  const frame = [...table.children].filter(({ tagName }) => tagName !== "TBODY");
  const flat = described(element("tbody")); // holds the rows while they are sorted

  let state = {}; // the filters and the order, as in the address
  let rows = countries.flatMap((country) => country.rows);
  let order; // the order of the list
  let list = rows;
  let found = rows;
  const first = rows.length;
  let limit = first; // how many rows are shown at most
  let broken = false; // whether some rows could not be fetched
  let placing; // the next rows to place
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
    const [longest] = phrase.split(" ").sort((a, b) => b.length - a.length);
    const words = needles(text);
    const met = new Uint16Array(size); // how many of the words, from the first on, each row has
    const near = new Uint8Array(size); // whether the longest word is somewhere in a name
    for (const [n, { inName, inText }] of words.entries()) {
      const meet = (rank) => (met[rank] += met[rank] === n);
      for (const [word, found] of inNames) if (word.startsWith(inName)) found.forEach(meet);
      for (const [word, found] of inTexts) if (`${word} `.startsWith(inText)) found.forEach(meet);
    }
    for (const [word, found] of inNames) if (word.includes(longest)) for (const rank of found) near[rank] = 1;
    return ({ rank, names }) => met[rank] === words.length || (near[rank] && names.includes(phrase));
  };

  // Whether a row meets the conditions.
  const meets = ({ text, sort: _, stage, ...rest }) => {
    const facts = Object.keys(rest).filter((name) => rest[name]).map((name) => ` ${name}=${rest[name]} `);
    if (stage) facts.push(` ${rest.listed || newest}=${stage} `);
    const not = rest.listed && rest.area && ` ${rest.listed}!${rest.area} `;
    const isFound = finds(text);
    return (row) => isFound(row) && facts.every((fact) => row.facts.includes(fact)) && !(not && row.facts.includes(not));
  };

  // Whether some rows of a country are not here yet, or texts that are searched.
  const isPart = (country) => country.rows.length < country.n;
  const isIncomplete = (country) => isPart(country) || (state.text && !country.hasTexts);

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

  // Calls a function with a few items at a time, so that a reader can type on.
  const inParts = async (items, handle) => {
    for (let n = 0; n < items.length; n += PART) {
      handle(items.slice(n, n + PART));
      await new Promise((done) => setTimeout(done));
    }
  };

  const fetchRows = async (country) => {
    const answer = await fetch(country.address);
    if (!answer.ok) throw new Error(answer.status);
    const text = (await answer.text()).replaceAll('href="./#', 'href="#');
    const [start, end] = [text.indexOf("<tbody>") + "<tbody>".length, text.lastIndexOf("</tbody>")];
    const [head, ...lines] = text.slice(start, end).split(/(?=<tr data-n)/);
    const all = [];
    await inParts(lines, (part) => all.push(...parsed(part.join("")).map((tr, m) => read(country, tr, part[m]))));
    Object.assign(country, { head: described(parsed(head)[0]), rows: all, n: all.length });
    rows = countries.flatMap((country) => country.rows);
    order = undefined;
  };

  // The texts are in one script, or in one for each country.
  const fetchTexts = async (country) => {
    await Promise.all([load(QUOTES), load(fill(form.dataset.texts, country))]);
    const kinds = form.dataset.kinds.split("|");
    const addTexts = (row) => {
      const more = (texts[row.id] ?? []).flatMap((all, n) => all.map((text) => passage(kinds[n], text)));
      for (const fact of row.facts.split(" ")) if (fact.startsWith("topic=")) more.push(...named[fact]);
      row.passages.unshift(...more);
      enter(inTexts, wordsOf(more), row.rank);
    };
    await inParts(country.rows, (part) => part.forEach(addTexts));
    country.hasTexts = true;
  };

  const fetched = async (country) => {
    try {
      if (isPart(country)) await fetchRows(country);
      if (isIncomplete(country)) await fetchTexts(country);
    } catch {
      broken = true;
    }
    country.coming = undefined;
    show();
  };
  const fetchAll = (wanted) =>
    Promise.all(wanted.filter(isIncomplete).map((country) => (country.coming ??= fetched(country))));

  // The values of a filter, by what a row has of it, in their order.
  const values = (name, fact = name) => {
    const options = [...form.elements[name].options].slice(1);
    return new Map(options.map(({ value, text, dataset: { title } }, n) => [`${fact}=${value}`, { n, value, text, title }]));
  };
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

  // Gives a parent these children in this order. Those in their place stay untouched: moving one costs a layout.
  const fitOut = (parent, children) => {
    const wanted = new Set(children);
    for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
    let next = parent.firstElementChild;
    for (const child of children)
      if (child === next) next = next.nextElementSibling;
      else parent.insertBefore(child, next);
  };

  // Places the rows of the list from one place to another. Later rows stay if they are there, else they come next.
  const place = (from, to) => {
    const visible = found.slice(0, limit).filter(({ tr }, n) => n < to || tr?.isConnected);
    const words = needles(state.text);
    const bodies = new Map();
    for (const [n, tr] of elements(visible).entries()) {
      if (n >= from && n < to) {
        for (const old of visible[n].extracts ?? []) old.remove();
        visible[n].extracts = window.atlasQuotes?.(visible[n], words, fold) ?? [];
        tr.cells[0].append(...visible[n].extracts);
      }
      const { body, head } = state.sort ? { body: flat } : visible[n].country;
      if (!bodies.has(body)) bodies.set(body, head ? [head] : []);
      bodies.get(body).push(tr);
    }
    for (const [body, trs] of bodies) fitOut(body, trs);
    fitOut(table, [...frame, ...bodies.keys()]);
    if (to < Math.min(limit, found.length)) placing = setTimeout(place, 0, to, to + PART);
  };

  const show = () => {
    if (order !== state.sort) arrange();
    found = list.filter(meets(state));
    clearTimeout(placing); // a newer list drops what was still to come
    if (more && limit === first) placing = setTimeout(place, 0, 0, PART);
    else place(0, limit);
    let wanted = needed(state, limit);
    if (!found.length && !wanted.some(isPart)) wanted = countries; // to say what one condition less would find
    if (!broken) fetchAll(wanted);
    const comes = wanted.some(isIncomplete);
    const parts = needed(state, Infinity).filter(isPart);
    if (more) more.lastElementChild.hidden = comes || (found.length <= limit && !parts.length);
    say(comes, parts.reduce((n, country) => n + country.n - country.rows.length, found.length));
  };

  const say = (comes, n) => {
    const missing = countries.some(isPart) ? failed : unread;
    said.firstElementChild.textContent = comes ? (broken ? missing : waiting) : fill(shown, { shown: number(n) });
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
    [limit, broken] = [first, false];
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
      const means = (option) => option.value === value || option.dataset.former?.split(" ").includes(value);
      const known = [...(field.options ?? [{ value }])].find(means);
      field.value = known?.value ?? "";
      if (!known) without.push(`${field.labels[0].textContent}: ${value}`);
    }
    const wanted = given.get("sort") ?? "";
    update({ sort: heads.some(([key]) => wanted === key || wanted === `-${key}`) ? wanted : "" }, without);
    write();
  };

  const download = async () => {
    await fetchAll(needed(state, Infinity));
    if (broken) return;
    const names = ["city", "country", "topic", "area", "status", "listed", "support"];
    const known = Object.fromEntries(names.map((name) => [name, values(name)]));
    known.listed.delete("listed=any");
    const lines = elements(found).map(({ cells, dataset }, n) => {
      const row = found[n];
      const [{ firstElementChild: link }, , , stage] = cells;
      const chosen = (name, what = "text") => among(known[name], row).map((value) => value[what]).join("; ");
      return [
        ...[link.hash.slice(1), link.textContent, chosen("city"), chosen("country"), chosen("topic"), chosen("area")],
        ...[chosen("status"), dataset.d, stage.textContent, chosen("listed", "title"), chosen("listed", "value")],
        ...[chosen("support"), link.href, ...credit.split("|")],
      ];
    });
    saveCsv(file, [columns.split(","), ...lines]);
  };

  described(table);
  table.classList.toggle("long", rows.length > MANY);

  for (const [key, head] of heads) {
    const button = Object.assign(element("button", ...head.childNodes), { type: "button" });
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
