// Filters lists that are whole without it (filter.js): hides the items that do not fit, opens the groups that hold
// those that do, and says how many there are. An item has its list in `data-item` and each facet in `data-<path>`, empty
// where unknown; what it is put in order by is in `data-by-<path>`, or the words of a facet.
//
// An order runs through all groups: the items leave them for one list, since an order that begins again in each closed
// group would not be seen. They return where the order is taken back.
//
// List.js 2.3 (no release for years) holds the items of one container only: here they stand in groups, some in sections
// of the page with charts between them.
import { element } from "./elements.js";
import { Filter } from "./filter.js";
import { named, reveal } from "./site.js";

class List extends Filter {
  constructor(form) {
    super(form);
    const elements = [...document.querySelectorAll(`[data-item="${form.dataset.list}"]`)];
    this.items = elements.map((each) => this.item(each));
    this.groups = new Map();
    for (const item of this.items) {
      const group = item.element.closest("details.group");
      if (group) this.groups.set(group, [...(this.groups.get(group) ?? []), item]);
    }
    this.arranged = "";
    this.sortByHeadings();
    form.hidden = false;
  }

  item(element) {
    const value = (path) => element.getAttribute(`data-${path}`) ?? "";
    return {
      element,
      home: element.parentElement,
      key: element.id,
      value,
      by: (path) => element.getAttribute(`data-by-${path}`) ?? this.label(path, value(path)),
      text: () => `${element.textContent} ${element.dataset.also ?? ""}`,
    };
  }

  /** The words of a value of a facet, where it has any. */
  label(path, value) {
    this.labels ??= new Map(
      this.facets.map((facet) => {
        const options = [...facet.querySelectorAll("option[data-label]")];
        return [facet.dataset.facet, new Map(options.map((each) => [each.value, each.dataset.label]))];
      }),
    );
    return (value && this.labels.get(path)?.get(value)) || value;
  }

  show() {
    const shown = new Set(this.shown);
    for (const item of this.items) item.element.hidden = !shown.has(item);
    if (this.sort !== this.arranged) this.arrange();
    for (const [group, items] of this.groups) {
      const count = items.filter((item) => shown.has(item)).length;
      group.hidden = !count || (this.sort && group !== this.flat);
      group.open = this.isFiltered || group === this.flat;
      group.querySelector(".group__count").textContent = this.number(count);
    }
  }

  /** Puts all items into one list in the order that is asked for, or back into their groups. */
  arrange() {
    this.arranged = this.sort;
    const place = this.sort && this.groups.size ? this.melted() : null;
    for (const { element, home } of this.inOrder(this.items)) (place ?? home).append(element);
    if (this.flat && !place) {
      this.groups.delete(this.flat);
      this.flat.remove();
    }
  }

  /** The element that takes the items of all groups: like that which holds them in a group. */
  melted() {
    const [{ home }] = this.items;
    if (!this.flat) {
      const heading = element("h3", this.words.sorted);
      const count = element("span", "", { class: "meta group__count" });
      this.flat = element("details", element("summary", [heading, " ", count]), { class: "group" });
      this.place = home.matches("details") ? this.flat : home.cloneNode(false);
      if (this.place !== this.flat) this.flat.append(this.place);
    }
    this.form.after(this.flat);
    this.groups.set(this.flat, this.items);
    return this.place;
  }
}

const lists = [...document.querySelectorAll("form.filters")].map((form) => new List(form));

// An address speaks of the list that its anchor names, else of the first of the page
const meant = lists.find(({ words }) => location.hash === `#${words.id}`) ?? lists[0];
for (const list of lists) list.ask(new URLSearchParams(list === meant ? location.search : ""));

/** Takes back the filter that hides the place that the address names, so that it can be seen. */
const show = () => {
  const target = named();
  const hidden = lists.find(({ items }) => items.some(({ element }) => element.hidden && element.contains(target)));
  hidden?.ask(new URLSearchParams());
  reveal();
};
show();
addEventListener("hashchange", show);
