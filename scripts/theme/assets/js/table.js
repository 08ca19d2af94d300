// A table that is whole without this script: here it sorts, filters, and keeps both in the address.
//
// Sorting is sortable-tablesort's (1.8 KB, no dependency, released in 2026): it sorts by `data-sort` and sets
// `aria-sort` where a header is pressed. simple-datatables (104 KB) redraws the table from its own copy of the rows.
// A filter is a <select> whose name is that of a `data-` attribute of the rows.
import { plural } from "./words.js";

const form = document.querySelector("form.filters");
const table = document.getElementById(form.dataset.table);
const rows = [...table.tBodies[0].rows];
const filters = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const forms = JSON.parse(form.dataset.shown);

const sorted = () => table.querySelector("th[aria-sort]");

/** What is chosen goes into the address, so that a link shows the same rows in the same order. */
const remember = () => {
  const query = new URLSearchParams(filters.filter((each) => each.value).map((each) => [each.name, each.value]));
  if (sorted()) query.set("sort", (sorted().ariaSort === "descending" ? "-" : "") + sorted().dataset.name);
  history.replaceState(null, "", `${query.size ? `?${query}` : location.pathname}${location.hash}`);
};

const filter = () => {
  for (const row of rows) row.hidden = filters.some((each) => each.value && row.dataset[each.name] !== each.value);
  const count = rows.filter((row) => !row.hidden).length;
  status.textContent = plural(forms, count, form.dataset.locale);
};

for (const header of table.tHead.querySelectorAll("th:not(.no-sort)")) {
  const button = document.createElement("button");
  button.append(...header.childNodes);
  header.append(button);
}
const refresh = () => {
  filter();
  remember();
};
form.addEventListener("input", refresh);
form.addEventListener("reset", () => setTimeout(refresh));
table.addEventListener("sort-end", remember);

const asked = new URLSearchParams(location.search);
for (const each of filters) {
  const value = asked.get(each.name);
  if ([...each.options].some((option) => option.value === value)) each.value = value;
}
const order = asked.get("sort") ?? "";
const column = table.querySelector(`th[data-name="${CSS.escape(order.replace("-", ""))}"] button`);
column?.click();
if (order.startsWith("-")) column?.click();
form.hidden = false;
table.classList.add("ready");
filter();
