// What a reader asks of a list: values of its facets, a text, an order. Kept in the address, so that a link shows the
// same rows. Lists of the page (list.js) and tables that are browsed (browse.js) say what their items hold and show
// those that fit.
//
// The form is that of templates/lists.html. `?status=adopted&status=completed#list-programmes` asks that list for
// either value, `?wave=` for the unknown, `?date=2023` for all of that year; `?q=` is a text, however it is spelt
// (spelling.js); `?sort=-date` puts the last first. What is unknown comes last in either order.
import { fold, loosen } from "./spelling.js";
import { Take } from "./take.js";
import { plural } from "./words.js";

const spelt = (text) => {
  const words = fold(text);
  return ` ${words.join(" ")} ${words.map(loosen).join(" ")}`;
};
const found = (text, word) => {
  const loose = loosen(word);
  return text.includes(word) || (loose.length > 2 && text.includes(` ${loose}`));
};

/** The last day that a date may mean, as `in_order` of the build has it: 2023 → 2023-12-31. */
const lastDay = (date) => date + "-12-31".slice(date.length - 4);
const path = (sort) => sort.replace(/^-/, "");

/** An item has `key`, and functions: `value` of a facet, `by` what it is put in order, `text` where words are found. */
export class Filter {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.box = document.getElementById(this.words.id);
    this.items = [];
    this.facets = [...form.querySelectorAll("[data-facet]")];
    this.asked = new Map(); // the values asked of a facet, any of which will do
    this.sort = "";
    this.text = form.querySelector("input");
    this.orders = form.querySelector("[data-orders] select");
    this.kinds = new Map([...(this.orders?.options ?? [])].map(({ value, dataset }) => [path(value), dataset.kind]));
    this.texts = new Map();
    this.collator = new Intl.Collator(this.words.locale, { numeric: true });
    this.take = new Take(this.box.querySelector(".take"), this);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.ask(new URLSearchParams());
      this.remember();
    });
    form.addEventListener("input", ({ target }) => this.choose(target));
    this.unfold();
  }

  /** Folds the other filters on a phone. */
  unfold() {
    const wide = matchMedia("(min-width: 60em)");
    const more = this.form.querySelector(".filters__more");
    const fold = () => {
      more.open = wide.matches;
    };
    wide.addEventListener("change", fold);
    fold();
  }

  /** Takes what an address asks of this list, and shows it. */
  ask(query) {
    this.asked.clear();
    for (const { dataset } of this.facets)
      if (query.has(dataset.facet)) this.asked.set(dataset.facet, query.getAll(dataset.facet));
    this.text.value = query.get("q") ?? "";
    const sort = query.get("sort") ?? "";
    this.sort = this.kinds.get(path(sort)) ? sort : "";
    this.refresh();
  }

  choose(field) {
    const { facet } = field.parentElement.dataset;
    if (field === this.orders) this.sort = field.value;
    else if (facet && field.value === "*") this.asked.delete(facet);
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
      const own = values && item.value(dataset.facet);
      const holds = (value) => value === own || ("dated" in dataset && value && own.startsWith(`${value}-`));
      return !values || values.some(holds);
    });
  }

  says(item, words) {
    if (words.length && !this.texts.has(item)) this.texts.set(item, spelt(item.text()));
    return words.every((word) => found(this.texts.get(item), word));
  }

  /** The items in the order that is asked for. */
  inOrder(items) {
    if (!this.sort) return items;
    const kind = this.kinds.get(path(this.sort));
    const sign = this.sort.startsWith("-") ? -1 : 1;
    const compare = kind === "number" ? (one, other) => one - other : this.collator.compare;
    const values = items.map((item) => [item, item.by(path(this.sort))]);
    const known = values.filter(([, value]) => value !== "");
    const sortable = kind === "date" ? known.map(([item, value]) => [item, lastDay(value)]) : known;
    sortable.sort(([, one], [, other]) => sign * compare(one, other));
    return [...sortable, ...values.filter(([, value]) => value === "")].map(([item]) => item);
  }

  refresh() {
    const words = fold(this.text.value);
    this.shown = this.inOrder(this.items).filter((item) => this.fits(item) && this.says(item, words));
    this.show();
    this.form.querySelector("[role=status]").textContent = this.counted(this.words.shown);
    this.form.querySelector("[type=reset]").hidden = !(this.isFiltered || this.sort);
    if (this.orders) this.orders.value = this.sort;
    this.showAsked();
    for (const heading of this.box.querySelectorAll("th[data-sort]")) this.showSorted(heading);
    this.take.show();
  }

  /** Words with how many items are shown, and how many there are. */
  counted(words) {
    return words.replace("{n}", this.number(this.shown.length)).replace("{all}", this.number(this.items.length));
  }

  number(count) {
    return plural({ other: "{n}" }, count, this.words.locale, this.words.group);
  }

  /** Makes headings of a table put the list in order: dates and numbers the last first, then the other way, then not. */
  sortByHeadings() {
    for (const heading of this.box.querySelectorAll("th[data-sort]")) {
      const { sort, kind } = heading.dataset;
      this.kinds.set(sort, kind);
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => {
        const ways = kind === "name" ? [sort, `-${sort}`, ""] : [`-${sort}`, sort, ""];
        this.sort = ways[(ways.indexOf(this.sort) + 1) % ways.length];
        this.refresh();
        this.remember();
        this.box.querySelector(`th[data-sort="${CSS.escape(sort)}"] button`).focus();
      });
      heading.append(button);
    }
  }

  showSorted(heading) {
    if (path(this.sort) !== heading.dataset.sort) heading.removeAttribute("aria-sort");
    else heading.setAttribute("aria-sort", this.sort.startsWith("-") ? "descending" : "ascending");
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

  /** What is asked, as it stands in an address; empty where nothing is. */
  get query() {
    const query = new URLSearchParams([...this.asked].flatMap(([facet, all]) => all.map((value) => [facet, value])));
    const text = this.text.value.trim();
    if (text) query.set("q", text);
    if (this.sort) query.set("sort", this.sort);
    return query;
  }

  get address() {
    const query = `${this.query}`;
    return query ? `?${query}#${this.words.id}` : "";
  }

  /** Puts what is shown into the address. */
  remember() {
    history.replaceState(null, "", this.address || location.pathname);
  }
}
