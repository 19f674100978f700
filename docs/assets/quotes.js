// Fetched with the texts that a register searches: it quotes, below the name of a row, why the row is found.
(() => {
  const [BEFORE, AFTER] = [40, 70]; // signs of an extract on both sides of what matched

  // The passages by which a row is found, as few as have each word; none for words that the row shows anyway.
  const reasons = ({ shown, passages }, words) => {
    const chosen = [];
    let missing = words.filter(({ inName }) => !shown.includes(inName));
    const met = ({ words }) => missing.reduce((n, { inText }) => n + words.includes(inText), 0);
    while (missing.length) {
      const counts = passages.map(met);
      const most = Math.max(0, ...counts);
      if (!most) break;
      const best = passages[counts.indexOf(most)];
      chosen.push(best);
      missing = missing.filter(({ inText }) => !best.words.includes(inText));
    }
    return chosen;
  };

  // What a passage says around the first word that is looked for, with all of them marked.
  const extract = ({ label, text }, words, fold) => {
    const hit = (part) => {
      const word = ` ${fold(part)} `;
      return words.some(({ inText }) => word.includes(inText));
    };
    const parts = text.split(/([\p{L}\p{M}\p{N}]+)/u);
    const at = parts.slice(0, Math.max(0, parts.findIndex(hit))).join("").length;
    const [before, after] = [text.slice(0, at), text.slice(at)];
    const start = before.length > BEFORE ? `…\u00a0${before.slice(-BEFORE).replace(/^\S*\s/, "")}` : before;
    const rest = after.length > AFTER ? `${after.slice(0, AFTER).replace(/\s\S*$/, "")}\u00a0…` : after;
    const marked = rest.split(/([\p{L}\p{M}\p{N}]+)/u).map((part) => (hit(part) ? element("mark", part) : part));
    return element("small", `${label}: ${start}`, ...marked);
  };

  window.atlasQuotes = (row, words, fold) => reasons(row, words).map((passage) => extract(passage, words, fold));
})();
