// Fetched when a reader turns to the search: it looks through all entries, and lists what it finds under the field.
(() => {
  const SITE = new URL("..", document.currentScript.src);

  const HITS_SHOWN = 6, RESULTS_SHOWN = 60;
  /** What scores less than this share of the best hit is listed only as a project of what is called as typed. */
  const LEAST = 0.03;

  /** How much a word counts in each part of an entry; `joined` has each two neighbours of its names in one word. */
  const FIELDS = { title: 5, names: 4, line: 1.5, place: 1.5, text: 1, topics: 0.7, joined: 4 };
  const OWN = Object.keys(FIELDS).filter((field) => field !== "joined");

  /** A text without accents, apostrophes and capitals. */
  const folded = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f'’‘ʼʻ`´]/g, "").toLowerCase().replace(/đ/g, "d");

  /** Its words, each in the singular. */
  const wordsOf = (text) => folded(text).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).map(singular);

  const singular = (word) =>
    word.length < 4 ? word : word.replace(/ies$/, "y").replace(/(ss|x|ch|sh)es$|([^aisuw])s$/, "$1$2");

  /** What two neighbours are in one word: "e-tax" is found as "etax", and "dottoro ta" as "dottorota". */
  const joined = (words) => words.slice(1).map((word, n) => words[n] + word);

  /** What search/entries.js passes on: entries, and the words of a question and weak words of the language. */
  let given, question, weak;
  window.atlasSearch = (data) => {
    given = data;
    [question, weak] = [data.question, data.weak].map((words) => new Set(wordsOf(words)));
  };

  /** Whether a word is a year or one that half of the Atlas has: it counts little, and not at all beside others. */
  const isWeak = (word) => weak.has(word) || /^(19|20)\d\d$/.test(word);

  /** The entries, their index, and that of the phrases that lead to an entry, when both files are there. */
  const ready = Promise.all(["assets/vendor/minisearch.js", "search/entries.js"].map((path) => load(new URL(path, SITE)))).then(async () => {
    const entries = given.pages.flatMap(([address, page, ...sections]) => [
      entry(address, page, ""),
      ...sections.map(([anchor, ...section]) => entry(`${address}#${anchor}`, section, page[0])),
    ]);
    const index = new MiniSearch({
      fields: Object.keys(FIELDS),
      tokenize: (text, field) => (field === "joined" ? joined(wordsOf(text)) : wordsOf(text)),
      processTerm: (word) => (question.has(word) ? null : word),
    });
    await index.addAllAsync(entries.map((each, id) => ({ id, ...each })), { chunkSize: 40 });
    const leads = new MiniSearch({ fields: ["words"], storeFields: ["words", "address"], tokenize: wordsOf, processTerm });
    given.leads.forEach(([words, address], id) => leads.add({ id, words, address }));
    return { entries, index, leads };
  });

  const processTerm = (word) => word;

  function entry(address, [title, line = "", names = "", text = "", ids = "", areas = ""], place) {
    const about = ids.split(" ").filter(Boolean).map((id) => given.topics[id]);
    const groups = [place, ...about.map(([name]) => name), ...areas.split(" · ")];
    const topics = about.map(([, words]) => words).join(" ");
    return { address, title, line, names, text, place, about, groups, topics, joined: `${title} ${names}` };
  }

  /** The entries that fit what is typed, the best first. */
  async function find(typed) {
    const { entries, index, leads } = await ready;
    const words = [...new Set(wordsOf(typed))], pairs = new Set(joined(words));
    const said = words.filter((word) => !question.has(word)), telling = said.filter((word) => !isWeak(word));
    const asked = telling.length ? telling : said;
    const called = new Set([wordsOf(typed), said, asked].map((some) => some.join("")).filter(Boolean));
    const led = new Set(given.leads.flatMap(([phrase]) => wordsOf(phrase)));
    /** Whether a word is in an entry or in a phrase that leads to one, and so is no misprint of another. */
    const exact = (word) => led.has(word) || index.search(word, { tokenize: () => [word], processTerm, prefix: false }).length > 0;
    /** Whether a short word counts as the beginning of others: if no entry has it, and two letters only as the last word. */
    const isBegun = (word) => (word.length > 2 || word === words.at(-1)) && !exact(word);
    const isLong = (word) => word.length > 4 && !isWeak(word);
    const hits = index
      .search({ queries: [{ queries: [typed], fields: OWN }, { queries: [typed], fields: ["joined"], prefix: isLong }] }, {
        tokenize: () => [...said, ...pairs],
        processTerm,
        boost: FIELDS,
        boostDocument: (id) => (entries[id].address.startsWith("contributing/") ? 0.3 : 1),
        boostTerm: (word) => (isWeak(word) ? 0.2 : pairs.has(word) ? 0.5 : 1),
        prefix: (word) => isLong(word) || (word.length > 1 && !isWeak(word) && isBegun(word)),
        fuzzy: (word) => word.length > 4 && !pairs.has(word) && !exact(word) && 1,
        weights: { prefix: 0.5, fuzzy: 0.3 },
      })
      .map((hit) => ({ ...entries[hit.id], words: hit.terms, score: hit.score * fit(entries[hit.id], hit, asked, pairs, called) }));
    for (const [address, share] of answers(leads, words, telling, exact)) {
      const other = hits.find((hit) => hit.address === address);
      const hit = other ?? { ...entries.find((each) => each.address === address), words: [], score: 0 };
      if (!other) hits.push(hit);
      hit.score += share * 1.1 * Math.max(...hits.map(({ score }) => score), 1);
      hit.isAnswer = share === 1;
    }
    hits.sort((one, other) => other.score - one.score);
    return oncePerPage(grouped(hits, entries, called));
  }

  /** The hits in their order. But a city, topic or focus area that is called as typed comes first, then all its projects. */
  function grouped(hits, entries, called) {
    const first = hits.filter((hit) => hit.isAnswer || ((!hit.place || hit.line) && isCalled(hit, called)));
    const names = new Set(first.filter(({ place }) => !place).map(({ title }) => title));
    const within = ({ title, place, line, groups }) => title && place && line && groups.some((name) => names.has(name));
    const listed = new Set(hits.map(({ address }) => address));
    const others = entries.filter((each) => within(each) && !listed.has(each.address));
    const projects = [...hits.filter(within), ...others.map((each) => ({ ...each, words: [] }))];
    const rest = hits.filter((hit) => hit.score >= LEAST * hits[0].score);
    const order = new Map([...first, ...projects, ...rest].map((hit) => [hit.address, hit]));
    return [...order.values()];
  }

  /** The hits without the sections of a page that is listed already: the heading of a section is no result by itself. */
  function oncePerPage(hits) {
    const pages = new Set();
    return hits.filter(({ address, title, place }) => {
      const page = address.split("#")[0];
      return (title && place) || (!pages.has(page) && pages.add(page));
    });
  }

  /** Whether a name of an entry is what was typed, whatever its blanks. For the page "Cebu City", "Cebu" is enough. */
  function isCalled({ title, names, place }, called) {
    return [title, ...names.split(" · ")].map(wordsOf).some((words) => {
      const telling = words.filter((word) => !isWeak(word));
      return called.has(words.join("")) || (!place && called.has(telling.join("")));
    });
  }

  /** How well an entry fits beside its words: how many of those asked for it has, and whether it is called so. */
  function fit(entry, hit, asked, pairs, called) {
    const { title, names, place, line } = entry;
    const met = new Set(hit.queryTerms), joint = [...pairs].filter((pair) => met.has(pair));
    const share = asked.filter((word) => met.has(word) || joint.some((pair) => pair.includes(word))).length / asked.length;
    // What is named so comes before what only mentions it, and a city or a project before another page, that before a section.
    const named = wordsOf(names).filter((word) => asked.includes(word)).length ? 2.5 : 1;
    return share ** 3 * (isCalled(entry, called) ? 7.5 : named) * (title && line ? 1.7 : place ? 1 : 1.5);
  }

  /** What the phrases of readers lead to: addresses, each with the share of the telling words that led there. */
  function answers(leads, words, telling, exact) {
    const found = leads.search(words.join(" "), {
      tokenize: () => words,
      prefix: (word) => word.length > 3,
      fuzzy: (word) => word.length > 4 && !exact(word) && 1,
    });
    const whole = found.filter((hit) => wordsOf(hit.words).every((word) => hit.terms.includes(word)));
    return new Map(
      whole.reverse().map(({ address, queryTerms }) => {
        const share = telling.filter((word) => queryTerms.includes(word)).length / (telling.length || 1);
        return [address, telling.length ? share : 1];
      })
    );
  }

  /** The first sentence of a text, and the first other one that has a word that was found. */
  function excerpt({ text, words }) {
    const [first = "", ...others] = text.split(/(?<=[.!?]) (?=[\p{Lu}“"(])/u);
    const fits = (sentence) => wordsOf(sentence).some((word) => words.includes(word));
    const other = fits(first) ? undefined : others.find(fits);
    return other ? `${first} … ${other}` : first;
  }

  /** A text with the words that were found marked. */
  function marked(text, words) {
    return text.split(/([\p{L}\p{M}\p{N}'’‘ʼʻ`´]+)/u).map((part) => {
      if (!part || !wordsOf(part).some((word) => words.includes(word))) return part;
      return element("mark", part);
    });
  }

  /** A hit as an item of a list: title, where it is, and what it says. */
  function item(hit) {
    const link = element("a", ...marked(hit.title || hit.place, hit.words));
    link.href = new URL(hit.address, SITE);
    // The topics that it was found by are named: its own words may have none of what was typed.
    const about = hit.about.filter(([, words]) => wordsOf(words).some((word) => hit.words.includes(word)));
    const place = [hit.title && hit.place, hit.line, ...about.map(([name]) => name)].filter(Boolean).join(" · ");
    const told = excerpt(hit);
    const lines = [place && element("small", place), told && element("p", ...marked(told, hit.words))];
    return element("li", link, ...lines.filter(Boolean));
  }

  /** Shows the first hits under a field while a reader types. */
  function attach(form) {
    const field = form.elements.q;
    const list = element("ol"), said = element("p");
    const box = element("div", list, said);
    Object.assign(box, { className: "hits", hidden: true });
    said.role = "status";
    form.append(box);
    const show = async () => {
      const typed = field.value.trim();
      if (!typed) return (box.hidden = true);
      const hits = await find(typed);
      if (typed !== field.value.trim()) return; // the reader has typed on
      list.replaceChildren(...hits.slice(0, HITS_SHOWN).map(item));
      said.replaceChildren(...tail(hits, form, typed));
      box.hidden = false;
    };
    field.addEventListener("input", show);
    form.addEventListener("keydown", (event) => move(event, form, box, show));
    form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || (box.hidden = true));
    if (document.activeElement === field) show(); // what was typed while this file was on its way
  }

  /** The line below the first hits: that there are none, or the way to all of them. */
  function tail(hits, form, typed) {
    if (!hits.length) return [given.words.none];
    const link = element("a", given.words.all);
    link.href = `${form.action}?${new URLSearchParams({ q: typed })}`;
    return [link];
  }

  /** Arrows open the list of hits and go through it, Escape closes it. */
  function move(event, form, box, show) {
    const stops = [form.elements.q, ...box.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !box.hidden) {
      event.preventDefault(); // browsers would empty the field
      form.elements.q.focus();
      box.hidden = true;
    } else if (step && box.hidden) {
      show();
    } else if (step) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
  }

  /** Lists the hits of the results page for what its address asks. */
  async function showResults(place) {
    const typed = new URLSearchParams(location.search).get("q")?.trim();
    if (!typed) return document.getElementById("find").focus();
    const [said, list] = place.children;
    for (const field of document.getElementsByName("q")) field.value ||= typed;
    document.title = `${typed} - ${document.title}`;
    said.textContent = place.dataset.searching;
    try {
      const hits = await find(typed);
      const count = hits.length > RESULTS_SHOWN ? given.words.first.replace("{shown}", RESULTS_SHOWN) : given.words.count;
      said.textContent = hits.length ? count.replace("{n}", hits.length) : given.words.none;
      list.replaceChildren(...hits.slice(0, RESULTS_SHOWN).map(item));
    } catch {
      said.textContent = place.dataset.failed;
    }
  }

  document.querySelectorAll("form[role=search]").forEach(attach);
  const results = document.getElementById("results");
  if (results) showResults(results);
})();
