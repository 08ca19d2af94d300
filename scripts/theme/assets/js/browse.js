// A table browsed whole (templates/browse.html), by pages of rows: filtered, put in order and kept in the address as
// lists are (filter.js). Nothing is fetched before a reader asks: then the JSON of the table, by whose values it is
// filtered, and the CSV for people, whose words it shows; their rows stand in one order.
import { element } from "./elements.js";
import { fetched, records } from "./files.js";
import { Filter } from "./filter.js";

const PAGE = { wide: 50, narrow: 20 }; // rows: a page on a phone is no longer than a few screens
const SHORT = 40; // letters of a cell that stands beside the name of a row on a phone
const wide = matchMedia("(min-width: 60em)");

class Browse extends Filter {
  constructor(form) {
    super(form);
    const { columns, days } = this.box.dataset;
    this.columns = JSON.parse(columns).map((column, position) => ({ ...column, position }));
    this.days = JSON.parse(days);
    this.first = 0; // the place of the first row that is shown among those that fit
    this.rows = this.box.querySelector(".browse__rows");
    this.pages = this.box.querySelector(".browse__pages");
    const offer = this.box.querySelector(".browse__open");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => this.open(new URLSearchParams()));
    this.pages.addEventListener("click", ({ target }) => this.turn(Number(target.dataset.step ?? 0)));
    wide.addEventListener("change", () => this.items.length && this.refresh());
    const isMeant = () => location.hash === `#${this.words.id}` && !this.items.length;
    const open = () => isMeant() && this.open(new URLSearchParams(location.search));
    addEventListener("hashchange", open);
    open();
  }

  /** Loads the rows, and shows those that are asked for. */
  async open(query) {
    const offer = this.box.querySelector(".browse__open");
    const status = offer.querySelector("[role=status]");
    const { take } = this;
    status.textContent = this.box.dataset.loading;
    try {
      const [rows, text] = await Promise.all([
        fetched(take.words.records).then((answer) => answer.json()),
        fetched(take.box.querySelector("a[data-format=excel-csv]").href).then((answer) => answer.text()),
      ]);
      const [headings, ...lines] = records(text, take.words.delimiter);
      this.headings = headings.cells;
      this.items = rows.map((row, place) => this.item(row, lines[place].cells));
    } catch {
      status.textContent = this.box.dataset.failed;
      return;
    }
    const asked = offer.contains(document.activeElement);
    offer.hidden = true;
    this.form.hidden = false;
    this.ask(query);
    this.first = this.within((Number(query.get("from")) || 1) - 1);
    this.show();
    if (asked) this.text.focus();
  }

  item(row, cells) {
    const value = (path) => String(row[path] ?? "");
    const by = (path) => {
      const { kind, position, field } = this.columns.find(({ sort }) => sort === path);
      return kind === "name" ? cells[position] : value(field);
    };
    const key = this.take.words.key.split(" ").map(value).join("/");
    return { row, cells, key, value, by, text: () => cells.join(" ") };
  }

  refresh() {
    this.first = 0;
    super.refresh();
  }

  get size() {
    return wide.matches ? PAGE.wide : PAGE.narrow;
  }

  /** The first row of the page on which a row stands, or of the nearest page there is. */
  within(place) {
    const last = Math.max(0, this.shown.length - 1);
    return Math.floor(Math.min(Math.max(0, place), last) / this.size) * this.size;
  }

  /** What is asked; the page by its first row, since a phone has shorter ones. */
  get query() {
    const query = super.query;
    if (this.first) query.set("from", this.first + 1);
    return query;
  }

  /** A table that is open says so in the address. */
  remember() {
    history.replaceState(null, "", this.address || `${location.pathname}#${this.words.id}`);
  }

  turn(step) {
    if (!step) return;
    this.first = this.within(this.first + step * this.size);
    this.show();
    this.remember();
    this.take.show();
    this.box.scrollIntoView();
    this.rows.focus();
  }

  show() {
    const { first, size } = this;
    const items = this.shown.slice(first, first + size);
    this.rows.tabIndex = -1;
    this.rows.replaceChildren(wide.matches ? this.table(items) : this.lines(items));
    this.sortByHeadings();
    for (const heading of this.box.querySelectorAll("th[data-sort]")) this.showSorted(heading);
    this.pages.hidden = this.shown.length <= size;
    this.pages.querySelector("span").textContent = this.box.dataset.range
      .replace("{first}", this.number(first + 1))
      .replace("{last}", this.number(first + items.length))
      .replace("{n}", this.number(this.shown.length));
    for (const button of this.pages.querySelectorAll("button"))
      button.disabled = this.within(first + Number(button.dataset.step) * size) === first;
  }

  table(items) {
    const number = ({ kind }) => (kind === "number" ? { class: "number" } : {});
    const headings = this.columns.map((column) => {
      const sort = column.sort ? { "data-sort": column.sort, "data-kind": column.kind } : {};
      return element("th", this.headings[column.position], { scope: "col", ...number(column), ...sort });
    });
    const lines = items.map((item) => {
      const cells = this.columns.map((column) =>
        element("td", element("div", this.cell(item, column)), number(column)),
      );
      return element("tr", [...cells, element("td", this.correction(item))]);
    });
    const corrected = element("th", element("span", this.box.dataset.correction, { class: "sr" }), { scope: "col" });
    const head = element("thead", element("tr", [...headings, corrected]));
    const table = element("table", [head, element("tbody", lines)], { class: "preview" });
    return element("div", table, {
      class: "scroll",
      role: "region",
      tabindex: 0,
      "aria-label": this.box.dataset.named,
    });
  }

  /** Each row as a line that opens: its name and what stands first beside it, then all its cells. */
  lines(items) {
    const list = element("div", []);
    for (const item of items) {
      const [name, ...others] = this.columns.filter(({ position }) => item.cells[position]);
      const beside = others.filter(({ position }) => item.cells[position].length <= SHORT).slice(0, 2);
      const meta = beside.flatMap((column, index) => [index ? " · " : "", element("bdi", this.said(item, column))]);
      const title = element("strong", element("bdi", this.said(item, name)));
      const summary = element("summary", [title, element("span", meta, { class: "meta" })]);
      const cells = this.columns.map((column) =>
        element("div", [element("dt", this.headings[column.position]), element("dd", this.cell(item, column))]),
      );
      const body = [element("dl", cells, { class: "facts facts--lines" }), element("p", this.correction(item))];
      list.append(element("details", [summary, ...body], { class: "line" }));
    }
    return list;
  }

  cell(item, column) {
    const text = item.cells[column.position];
    if (!text) {
      const unknown = element("span", this.words.unknown, { class: "sr" });
      return element("span", ["—", unknown], { class: "unknown", title: this.words.unknown });
    }
    const isAddress = column.display === "link" && /^https?:/.test(text);
    const address = isAddress ? text : this.addressOf(item, column);
    const words = element("bdi", this.said(item, column), isAddress ? { dir: "ltr" } : {});
    return address ? element("a", words, { href: address }) : words;
  }

  /** What a cell shows: a day and a number as the pages write them, else its words. */
  said({ cells, row }, { position, display, kind, field }) {
    const text = cells[position];
    const day = display === "date" && text.match(/^(\d{4})-(\d\d)-(\d\d)$/);
    if (day) {
      const [first, other] = this.days[day[2] - 1];
      return (day[3] === "01" ? first : other.replace("28", Number(day[3]))).replace("2000", day[1]);
    }
    if (display === "share" && field) {
      const share = { style: "percent", maximumFractionDigits: 1, numberingSystem: "latn" };
      return new Intl.NumberFormat(this.words.locale, share).format(row[field]);
    }
    if (kind === "number") return text.replace(/^-?\d+/, (whole) => this.number(Number(whole)));
    return text.replace(/^'(?=[=+\-@\t\r])/, ""); // put there so that a spreadsheet takes it for no formula
  }

  addressOf({ row }, { link, slugs, key, field }) {
    const named = key ? key.map((name) => row[name]).join("/") : row[field];
    const slug = slugs ? slugs[named] : named;
    return link && slug && this.box.dataset.root + link.join(slug);
  }

  correction({ key }) {
    const { correct, correction } = this.box.dataset;
    const address = `${correct}&row=${encodeURIComponent(key)}`;
    return element("a", correction, { class: "correct", href: address, rel: "noopener" });
  }
}

for (const form of document.querySelectorAll(".browse > form.filters")) new Browse(form);
