// The comparison: rows named in the address (`?with=settat&with=berrechid`), side by side in a table.
// What is compared, and every word, is written in the page; figures come from the data of each row's own page.
import { element } from "./elements.js";
import { described } from "./names.js";

const MOST = 4;
const box = document.querySelector(".compare");
const form = box.querySelector("form.finder");
const status = box.querySelector(".compare__status");
const place = box.querySelector(".compare__table");
const written = box.querySelector("template").content;
const words = JSON.parse(box.dataset.words);
// The separators are the pages' own: browsers and the build do not always have the same edition of CLDR
const [decimal, group] = box.dataset.separators;
const format = (options) => {
  const parts = new Intl.NumberFormat(box.dataset.locale, { numberingSystem: "latn", ...options });
  return (value) =>
    parts
      .formatToParts(value)
      .map((part) => ({ decimal, group })[part.type] ?? part.value)
      .join("");
};
const number = format({ maximumFractionDigits: 2 });
const share = format({ style: "percent", maximumFractionDigits: 1 });

const chosen = () => [...new Set(new URLSearchParams(location.search).getAll("with"))].slice(0, MOST);
const address = (slugs) => `?${new URLSearchParams(slugs.map((slug) => ["with", slug]))}`;

// The finder's own index tells the names: asked for once, when there is something to show
let asked;
const index = () => (asked ??= fetch(form.dataset.index).then((response) => response.json()));

const fetched = new Map();
const facts = async (slug) => {
  if (!fetched.has(slug)) {
    const published = await index();
    const row = published.slugs.indexOf(slug);
    if (row < 0) return null;
    const { names, kind, within } = described(published, row, form.dataset.language);
    const [{ text: name, language }] = names;
    const where = [kind, ...within.flatMap((each) => [" · ", element("bdi", each.text, { lang: each.language })])];
    const response = await fetch(new URL(`${slug}/data.json`, new URL(box.dataset.data, location.href)));
    if (!response.ok) throw new Error(response.url);
    fetched.set(slug, { slug, name, language, where, cells: (await response.json()).row });
  }
  return fetched.get(slug);
};

const unknown = () => element("span", box.dataset.unknown, { class: "unknown" });

/** A cell as the pages show it: a number, a share, or what the page wrote for this value. */
const cell = (field, { cells }) => {
  const value = cells[field.dataset.field];
  if (value === null || value === undefined) return unknown();
  const known = [...field.children].find((each) => each.dataset.value === String(value));
  if (known) return known.cloneNode(true);
  if (typeof value !== "number") return element("bdi", String(value));
  return element("bdi", (field.dataset.display === "share" ? share : number)(value), { class: "figure" });
};

/** Rows of one list: [title, cell for each collectivity]; a list by something has a row for each thing one of them has. */
const listed = (list, all) => {
  const lines = [...list.children].filter((line) => all.some(({ slug }) => line.dataset.of === slug));
  const titles = list.dataset.title ? [list.dataset.title] : [...new Set(lines.map((line) => line.dataset.by))];
  return titles.map((title) => [
    title,
    ...all.map(({ slug }) => {
      const own = lines.filter((line) => line.dataset.of === slug && (line.dataset.by ?? title) === title);
      if (!own.length) return element("span", list.dataset.none, { class: "unknown" });
      return own[0].childNodes.length ? own.map((line) => line.cloneNode(true)) : number(own.length);
    }),
  ]);
};

const table = (all) => {
  const head = all.map((each) => {
    const remove = element("button", "×", {
      type: "button",
      class: "compare__remove",
      "aria-label": words.remove.replace("{name}", each.name),
    });
    remove.addEventListener("click", () => {
      go(chosen().filter((slug) => slug !== each.slug));
      form.querySelector("input").focus();
    });
    const name = element("a", element("bdi", each.name, { lang: each.language }), {
      href: new URL(`${each.slug}/`, form.action),
    });
    return element("th", [name, remove, element("small", each.where, { class: "meta" })], {
      scope: "col",
      role: "columnheader",
    });
  });
  const rows = [...written.querySelectorAll("[data-field], [data-list]")].flatMap((part) =>
    part.dataset.field ? [[part.dataset.title, ...all.map((each) => cell(part, each))]] : listed(part, all),
  );
  const whose = ({ name, language, where }) => {
    const twins = all.filter((each) => each.name === name).length > 1;
    return element(
      "span",
      [
        element("bdi", name, { lang: language }),
        ...(twins ? [" (", ...where.slice(0, 3).map((part) => part.cloneNode?.(true) ?? part), ")"] : []),
      ],
      {
        class: "compare__whose",
        "aria-hidden": "true",
      },
    );
  };
  // The roles are spelt out because a narrow screen shows rows as blocks, and browsers forget the table then
  const body = rows.map(([title, ...cells]) => {
    const own = cells.map((content, at) => element("td", [whose(all[at]), element("div", content)], { role: "cell" }));
    return element("tr", [element("th", title, { scope: "row", role: "rowheader" }), ...own], { role: "row" });
  });
  const corner = element("th", element("span", words.subject, { class: "sr" }), { scope: "col", role: "columnheader" });
  return element(
    "table",
    [
      element("caption", words.caption, { class: "sr" }),
      element("thead", element("tr", [corner, ...head], { role: "row" }), { role: "rowgroup" }),
      element("tbody", body, { role: "rowgroup" }),
    ],
    { class: "compared", role: "table" },
  );
};

let latest = 0;
const show = async () => {
  const turn = ++latest; // a slower, older answer must not replace a newer one
  const slugs = chosen();
  if (slugs.some((slug) => !fetched.has(slug))) status.textContent = words.loading;
  try {
    const all = (await Promise.all(slugs.map(facts))).filter(Boolean);
    if (turn !== latest) return;
    place.replaceChildren(...(all.length ? [table(all)] : []));
    status.textContent = all.length < 2 ? words.few : "";
  } catch (error) {
    console.warn(error);
    asked = undefined; // the next choice tries again
    if (turn === latest) status.textContent = words.failed;
  }
};
const go = (slugs) => {
  history.pushState(null, "", slugs.length ? address(slugs) : location.pathname);
  show();
};

form.addEventListener("combobox-commit", (event) => {
  event.detail.event.preventDefault(); // the line is a link to the page; here it adds to the table
  const { slug } = event.target.dataset;
  const full = chosen().length >= MOST && !chosen().includes(slug);
  form.dispatchEvent(new Event("finder-clear"));
  if (full) status.textContent = words.full;
  else go([...chosen(), slug]);
});
addEventListener("popstate", show);
show();
