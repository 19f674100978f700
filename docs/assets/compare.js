// Cities and countries compared: two to four rows of the table turn into columns. All its words are in the page.
// The choice is in the address, once for each place, as the id of a city or country: ?with=jakarta&with=VN
(() => {
  const form = document.querySelector("form.compare");
  const table = document.querySelector("table.compare");
  const { all, one, some } = form.dataset;
  const fields = [...form.elements.with];
  const said = form.querySelector("[role=status] p");
  const rows = new Map([...table.querySelectorAll("tr[data-id]")].map((tr) => [tr.dataset.id, tr]));
  // Where there are many options, only the first field has them.
  const copies = () => [...fields[0].querySelectorAll("optgroup")].map((group) => group.cloneNode(true));
  for (const field of fields) if (field.length === 1) field.append(...copies());
  const options = new Map([...fields[0].options].map((option) => [option.value, option]));
  const [caption, ...full] = table.children;
  const [groups, heads] = [...table.tHead.rows].map((tr) => [...tr.cells]);

  const made = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };

  // A cell of the table as a head in another direction.
  const head = (cell, scope, colSpan = 1) =>
    Object.assign(made("th", ...cell.cloneNode(true).childNodes), { scope, colSpan });

  // The table with its rows as columns: each group of columns becomes a group of rows.
  const turned = (places) => {
    const line = (n) => made("tr", head(heads[n], "row"), ...places.map((tr) => tr.cells[n].cloneNode(true)));
    const names = made("tr", made("td"), ...places.map((tr) => head(tr.cells[0], "col")));
    let n = 0;
    const bodies = groups.map((group) => {
      const lines = Array.from({ length: group.colSpan }, () => n++).filter(Boolean).map(line);
      const title = group.textContent ? [made("tr", head(group, "rowgroup", places.length + 1))] : [];
      return made("tbody", ...title, ...lines);
    });
    return [made("thead", names), ...bodies];
  };

  const chosen = () => [...new Set(fields.map(({ value }) => value).filter(Boolean))];

  // The row of a place. Where each country has a page of its own, those of its cities are there.
  const row = async (id) => {
    const { page } = options.get(id).dataset;
    if (!rows.has(id) && page) {
      const address = new URL(page, location);
      const read = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      const found = read.querySelector(`tr[data-id="${id}"]`);
      for (const link of found.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), address);
      rows.set(id, document.adoptNode(found));
    }
    return rows.get(id);
  };

  const show = async () => {
    const ids = chosen();
    const several = ids.length > 1;
    const places = several ? await Promise.all(ids.map(row)) : [];
    if (several && ids.join() !== chosen().join()) return; // someone has chosen again
    const names = ids.map((id) => fields.find(({ value }) => value === id).selectedOptions[0].text).join(", ");
    said.textContent = (several ? some : names ? one : all).replace("{names}", names);
    table.classList.toggle("matrix", !several);
    table.replaceChildren(caption, ...(several ? turned(places) : full));
  };

  const write = () => {
    const address = new URL(location);
    address.searchParams.delete("with");
    for (const id of chosen()) address.searchParams.append("with", id);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const update = () => {
    show();
    write();
  };

  const read = () => {
    const known = new URLSearchParams(location.search).getAll("with").filter((id) => id && options.has(id));
    const ids = [...new Set(known)];
    for (const [n, field] of fields.entries()) field.value = ids[n] ?? "";
    update();
  };

  form.onsubmit = (event) => event.preventDefault();
  form.onchange = update;
  form.onreset = () => setTimeout(update); // the fields are empty only after the event
  addEventListener("popstate", read);
  form.querySelector("fieldset").disabled = false;
  read();
})();
