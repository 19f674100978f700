// Cities and countries compared: two to four rows of the table turn into columns, with the projects of each place.
// All words are in the page. The projects of a country are in a script, which is run when one of its places is chosen.
// The choice is in the address, as the ids of cities and countries: ?places=jakarta,VN
(() => {
  const form = document.querySelector("form.compare");
  const table = document.querySelector("table.compare");
  const words = form.dataset;
  const { csv } = form.elements;
  const fields = [...form.elements.places];
  const said = form.querySelector("[role=status] p");
  const rows = new Map([...table.querySelectorAll("tr[data-id]")].map((tr) => [tr.dataset.id, tr]));
  const copies = () => [...fields[0].querySelectorAll("optgroup")].map((group) => group.cloneNode(true));
  for (const field of fields.slice(1)) field.append(...copies());
  const options = new Map([...fields[0].options].map((option) => [option.value, option]));
  const [caption, ...full] = table.children;
  const [groups, heads] = [...table.tHead.rows].map((tr) => [...tr.cells]);
  const list = document.querySelector("ol.sources");
  const allSources = [...list.children];
  const summary = list.parentNode.querySelector("summary");
  const allSaid = summary.textContent;

  const link = (href, text) => Object.assign(element("a", text), { href });
  const marked = (className, text) => Object.assign(element("span", text), { className });

  // A cell of the table as a head in another direction.
  const head = (cell, scope, colSpan = 1) =>
    Object.assign(element("th", ...cell.cloneNode(true).childNodes), { scope, colSpan });

  // The table with its rows as columns: each group of columns becomes a group of rows.
  const turned = (trs, added) => {
    const line = (n) => element("tr", head(heads[n], "row"), ...trs.map((tr) => tr.cells[n].cloneNode(true)));
    const names = element("tr", element("td"), ...trs.map((tr) => head(tr.cells[0], "col")));
    let n = 0;
    const bodies = groups.map((group) => {
      const lines = Array.from({ length: group.colSpan }, () => n++).filter(Boolean).map(line);
      const title = group.textContent ? [element("tr", head(group, "rowgroup", trs.length + 1))] : [];
      return element("tbody", ...title, ...lines);
    });
    bodies.splice(1, 0, ...added);
    return [element("thead", names), ...bodies];
  };

  const chosen = () => [...new Set(fields.map(({ value }) => value).filter(Boolean))];
  const called = (id) => options.get(id).text;

  // What the scripts pass on: the projects of cities, and the topics and sources that these name.
  const known = { cities: {}, topics: {}, sources: {} };
  window.atlasCompare = (data) => {
    for (const name in known) Object.assign(known[name], data[name]);
  };

  // The projects of a place. Those of a country name their city.
  const projectsOf = (id) => {
    if (known.cities[id]) return known.cities[id].projects;
    const cities = Object.values(known.cities).filter(({ country }) => country === id);
    return cities.flatMap(({ name, projects }) => projects.map((project) => ({ ...project, city: name })));
  };
  const at = (address) => new URL(address, new URL(words.folder, location)).href;
  const topicsOf = (projects) => [...new Set(projects.flatMap(({ topics = [] }) => topics))];

  // The number of a source comes when all of the table is there: sources count in the order in which they are cited.
  const cite = ([id, page] = []) => {
    if (!id) return "";
    const n = page ? fill(words.paged, { n: 0, page }) : 0;
    const [, official] = known.sources[id];
    const sign = Object.assign(link(`#${id}`, official ? `[${n}]` : `(${n})`), { className: official ? "" : "reported" });
    return Object.assign(element("sup", sign), { className: "cite" });
  };

  const small = (...parts) => element("small", ...parts);
  const line = (...parts) => element("div", ...parts);
  const about = (topic) => ({ topics = [] }) => topics.includes(topic);

  // A project by its name, with its city where the place is a country, and its status with what else is known of that.
  const entry = ({ at: address, name, city, status: [value, text] }, ...more) =>
    element("li", link(at(address), name), ...(city ? [" ", small(city)] : []), line(marked(`status ${value}`, text), ...more));
  const whole = (project) => {
    const { status: [, , date], plan, events = [] } = project;
    const item = entry(project, " ", small(date), cite(project.cite));
    if (plan) item.append(line(marked(`stage ${plan[0]}`, plan[1]), cite(plan[2] ?? undefined)));
    for (const [date, kind, text, sources, answer = "", from] of events)
      item.append(line(small(`${date}, ${kind}: ${text}`), ...sources.map(cite), " ", small(answer), cite(from)));
    return item;
  };

  // What the cell of a place lists in each row, from its projects and the topics of the other places.
  const lists = {
    shared: () => [], // unless there are any, each of which is a row
    plans: (projects) => projects.filter(({ plan }) => plan).map(whole),
    others: (projects) => projects.filter(({ plan }) => !plan).map(whole),
    single: (projects, others) =>
      sorted(topicsOf(projects).filter((topic) => !others.includes(topic))).map((topic) => {
        const names = projects.filter(about(topic)).map(({ name }) => name);
        return element("li", topicLink(topic), line(small(names.join("; "))));
      }),
    asked: (projects) =>
      projects.filter(({ asked }) => asked).map(({ at: address, name, city, asked: [kinds, texts, source] }) => {
        const note = small([city, ...kinds].filter(Boolean).join(", "));
        const requests = element("ul", ...texts.map((text) => element("li", text)));
        return element("li", link(at(address), name), cite(source), line(note), requests);
      }),
  };
  const { compare } = new Intl.Collator(document.documentElement.lang);
  const sorted = (topics) => [...topics].sort((a, b) => compare(known.topics[a][0], known.topics[b][0]));
  const topicLink = (topic) => link(at(known.topics[topic][1]), known.topics[topic][0]);

  const cell = (place, items) => {
    const td = element("td", items.length ? element("ul", ...items) : marked("gap", words.none));
    td.dataset.place = place;
    return td;
  };

  // The groups of rows with projects, plans, topics and requests.
  const added = (ids) => {
    const places = ids.map((id) => ({ name: called(id), projects: projectsOf(id) }));
    const topics = places.map(({ projects }) => topicsOf(projects));
    const bodies = [...document.getElementById("compared").content.cloneNode(true).querySelectorAll("tbody")];
    for (const tr of bodies.flatMap((body) => [...body.rows])) {
      const items = lists[tr.dataset.cells];
      if (!items) tr.cells[0].colSpan = ids.length + 1;
      else
        for (const [n, { name, projects }] of places.entries()) {
          const others = topics.filter((_, m) => m !== n).flat();
          tr.append(cell(name, items(projects, others)));
        }
    }
    const among = (topic) => topics.filter((each) => each.includes(topic)).length;
    const shared = sorted(new Set(topics.flat())).filter((topic) => among(topic) > 1).sort((a, b) => among(b) - among(a));
    const lines = shared.map((topic) => {
      const name = Object.assign(element("th", topicLink(topic)), { scope: "row" });
      const cells = places.map(({ name, projects }) => cell(name, projects.filter(about(topic)).map((each) => entry(each))));
      return Object.assign(element("tr", name, ...cells), { className: "listed" });
    });
    if (lines.length) bodies[1].rows[1].replaceWith(...lines);
    return bodies;
  };

  // Lists the sources of what is side by side, or all.
  const showSources = (several) => {
    const signs = [...table.querySelectorAll("sup.cite > a")];
    const ids = [...new Set(signs.map(({ hash }) => hash.slice(1)))];
    if (several)
      for (const sign of signs) {
        const id = sign.hash.slice(1);
        sign.textContent = sign.textContent.replace(/\d+/, ids.indexOf(id) + 1);
        sign.href = `#${id}`;
      }
    const items = () => ids.map((id) => Object.assign(element("li"), { id, innerHTML: known.sources[id][0] }));
    list.replaceChildren(...(several ? items() : allSources));
    summary.textContent = several ? fill(words.cited, { n: ids.length }) : allSaid;
  };

  const say = (ids, failed) => {
    const text = [words.all, words.one][ids.length] ?? words.some;
    said.textContent = [fill(text, { names: ids.map(called).join(", ") }), ...notes, ...(failed ? [words.failed] : [])].join(" ");
    const peers = ids.length === 1 && known.cities[ids[0]]?.peers;
    if (peers?.length) said.append(" ", link(`?places=${[...ids, ...peers].join()}`, fill(words.peers, { city: called(ids[0]) })));
  };

  let notes = []; // what the address asked for and is not shown
  const show = async () => {
    const ids = chosen();
    const several = ids.length > 1;
    const needed = new Set(ids.map((id) => options.get(id).dataset.from));
    let failed = false;
    try {
      await Promise.all([...needed].map((name) => load(`${words.folder}${name}.js`)));
    } catch {
      failed = true;
    }
    if (ids.join() !== chosen().join()) return; // someone has chosen again
    say(ids, failed); // if the projects failed, the numbers are still there
    table.classList.toggle("matrix", !several);
    table.replaceChildren(caption, ...(several ? turned(ids.map((id) => rows.get(id)), failed ? [] : added(ids)) : full));
    showSources(several && !failed);
    csv.disabled = !several || failed;
  };

  const write = () => {
    const address = new URL(location);
    for (const name of ["with", "places"]) address.searchParams.delete(name);
    if (chosen().length) address.search += `${address.search ? "&" : "?"}places=${chosen().join()}`;
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const update = () => {
    show();
    write();
  };

  const read = () => {
    const given = new URLSearchParams(location.search);
    const all = [...given.getAll("places").flatMap((ids) => ids.split(",")), ...given.getAll("with")].filter(Boolean);
    const ids = [...new Set(all)];
    const found = ids.filter((id) => options.has(id));
    const gone = ids.filter((id) => !options.has(id));
    notes = [
      ...(gone.length ? [fill(words.gone, { ids: gone.join(", ") })] : []),
      ...(found.length > fields.length ? [words.many] : []),
    ];
    for (const [n, field] of fields.entries()) field.value = found[n] ?? "";
    update();
  };

  const download = () => {
    const told = ([date, kind, text, , answer = ""]) => `${date}, ${kind}: ${text} ${answer}`.trim();
    const cells = ({ id, name, status: [, status, date], topics = [], plan, asked = [[], []], events = [], at: address }) => [
      id, name, status, date, topics.map((topic) => known.topics[topic][0]).join("; "), plan?.[1] ?? "",
      asked[0].join("; "), asked[1].join("; "), events.map(told).join("; "), at(address),
    ];
    const lines = chosen().flatMap((id) => projectsOf(id).map((project) => [called(id), ...cells(project)]));
    saveCsv(words, lines);
  };

  form.onsubmit = (event) => event.preventDefault();
  form.onchange = () => {
    notes = [];
    update();
  };
  form.onreset = () => setTimeout(form.onchange); // the fields are empty only after the event
  csv.onclick = download;
  addEventListener("popstate", read);
  form.querySelector("fieldset").disabled = false;
  read();
})();
