// Filters lists that are whole without it: hides the items that do not fit, opens the groups that hold those that do,
// says how many there are, and keeps what is asked in the address, so that a link shows the same rows.
//
// The markup is that of templates/lists.html. An item has its list in `data-item` and each facet in `data-<path>`, empty
// where unknown. `?status=adopted&status=completed#list-programmes` asks that list for either value, `?wave=` for the
// unknown, `?date=2023` for all of that year; `?q=` is a text, however it is spelt (spelling.js).
//
// List.js 2.3 (no release for years) holds the items of one container only: here they stand in groups, some in sections
// of the page with charts between them.
import { fold, loosen } from "./spelling.js";
import { plural } from "./words.js";

const spelt = (text) => {
  const words = fold(text);
  return ` ${words.join(" ")} ${words.map(loosen).join(" ")}`;
};
const found = (text, word) => {
  const loose = loosen(word);
  return text.includes(word) || (loose.length > 2 && text.includes(` ${loose}`));
};

class List {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.items = [...document.querySelectorAll(`[data-item="${form.dataset.list}"]`)];
    this.groups = new Map();
    for (const item of this.items) {
      const group = item.closest("details.group");
      if (group) this.groups.set(group, [...(this.groups.get(group) ?? []), item]);
    }
    this.facets = [...form.querySelectorAll("[data-facet]")];
    this.asked = new Map(); // the values asked of a facet, any of which will do
    this.text = form.querySelector("input");
    this.texts = new Map();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.ask(new URLSearchParams());
      this.remember();
    });
    form.addEventListener("input", ({ target }) => this.choose(target));
    form.hidden = false;
  }

  /** Takes what an address asks of the facets of this list, and shows it. */
  ask(query) {
    this.asked.clear();
    for (const { dataset } of this.facets)
      if (query.has(dataset.facet)) this.asked.set(dataset.facet, query.getAll(dataset.facet));
    this.text.value = query.get("q") ?? "";
    this.refresh();
  }

  choose(field) {
    const { facet } = field.parentElement.dataset;
    if (facet && field.value === "*") this.asked.delete(facet);
    else if (facet) this.asked.set(facet, [field.value]);
    this.refresh();
    this.remember();
  }

  get isFiltered() {
    return Boolean(this.asked.size || this.text.value.trim());
  }

  fits(item) {
    return this.facets.every(({ dataset }) => {
      const values = this.asked.get(dataset.facet);
      const own = item.getAttribute(`data-${dataset.facet}`) ?? "";
      const holds = (value) => value === own || ("dated" in dataset && value && own.startsWith(`${value}-`));
      return !values || values.some(holds);
    });
  }

  says(item, words) {
    if (words.length && !this.texts.has(item))
      this.texts.set(item, spelt(`${item.textContent} ${item.dataset.also ?? ""}`));
    return words.every((word) => found(this.texts.get(item), word));
  }

  refresh() {
    const words = fold(this.text.value);
    for (const item of this.items) item.hidden = !(this.fits(item) && this.says(item, words));
    for (const [group, items] of this.groups) {
      const count = items.filter((item) => !item.hidden).length;
      group.hidden = !count;
      group.open = this.isFiltered;
      group.querySelector(".group__count").textContent = this.number(count);
    }
    const count = this.items.filter((item) => !item.hidden).length;
    this.form.querySelector("[role=status]").textContent = this.words.shown
      .replace("{n}", this.number(count))
      .replace("{all}", this.number(this.items.length));
    this.form.querySelector("[type=reset]").hidden = !this.isFiltered;
    this.showAsked();
  }

  number(count) {
    return plural({ other: "{n}" }, count, this.words.locale);
  }

  /** A single value that a field offers stands in the field; any other is a chip that takes it away again. */
  showAsked() {
    const chips = this.facets.flatMap((facet) => {
      const select = facet.querySelector("select");
      const values = this.asked.get(facet.dataset.facet) ?? [];
      const option = (value) => [...(select?.options ?? [])].find((each) => each.value === value);
      const offered = !facet.hidden && values.length === 1 && option(values[0]);
      if (select) select.value = offered ? values[0] : "*";
      return offered ? [] : values.map((value) => this.chip(facet.dataset, value, option(value)));
    });
    this.form.querySelector(".filters__chips").replaceChildren(...chips);
  }

  chip({ facet, title, dated }, value, option) {
    const other = value === "1" && dated === undefined ? this.words.known : value;
    const label = option?.dataset.label ?? (value ? other : this.words.unknown);
    const words = this.words.chip.replace("{facet}", title).replace("{value}", label);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", this.words.remove.replace("{filter}", words));
    button.addEventListener("click", () => {
      const left = this.asked.get(facet).filter((each) => each !== value);
      if (left.length) this.asked.set(facet, left);
      else this.asked.delete(facet);
      this.refresh();
      this.remember();
      this.text.focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  /** Puts what is shown into the address. */
  remember() {
    const query = new URLSearchParams([...this.asked].flatMap(([facet, all]) => all.map((value) => [facet, value])));
    const text = this.text.value.trim();
    if (text) query.set("q", text);
    history.replaceState(null, "", this.isFiltered ? `?${query}#${this.words.id}` : location.pathname);
  }
}

const lists = [...document.querySelectorAll("form.filters")].map((form) => new List(form));

/** The place that the address names; none where it is no text at all (`#%`). */
const named = () => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
};

/** Opens what holds the place that the address names, so that it can be seen. */
const reveal = () => {
  const target = named();
  const hidden = lists.find(({ items }) => items.some((item) => item.hidden && item.contains(target)));
  hidden?.ask(new URLSearchParams());
  let opened = false;
  for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) {
    opened ||= !each.open;
    each.open = true;
  }
  if (opened) target.scrollIntoView();
};

// An address speaks of the list that its anchor names, else of the first of the page
const meant = lists.find(({ words }) => location.hash === `#${words.id}`) ?? lists[0];
for (const list of lists) list.ask(new URLSearchParams(list === meant ? location.search : ""));

// The other filters are folded on a phone; on paper nothing is
const wide = matchMedia("(min-width: 60em)");
const unfold = () => {
  for (const { form } of lists) form.querySelector(".filters__more").open = wide.matches;
};
wide.addEventListener("change", unfold);
unfold();
let shut = [];
addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details.group:not([open])")];
  for (const group of shut) group.open = true;
});
addEventListener("afterprint", () => {
  for (const group of shut) group.open = false;
});

reveal();
addEventListener("hashchange", reveal);
