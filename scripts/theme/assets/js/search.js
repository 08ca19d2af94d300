// The search page: rows by name, with the rules and the index of the finder, then pages and data by Pagefind, which
// loads the pieces of its index that the query needs.
import { element, namesAndPlace } from "./elements.js";
import { answers, isOfTheField, resembles, searches, slips, vocabulary, words as wordsOf } from "./query.js";
import { plural } from "./words.js";

const PLACES = 4; // rows by name above the pages
const FEW = 8; // pages in which a word like a misspelt one is looked for
const SHOWN = 20; // pages at first, and with each "more"
const WEIGHTS = { page: 1, data: 0.6 }; // the page on a subject before the file, and the file before a row
const ROW = 0.5;

const form = document.querySelector("form.search");
const input = form.querySelector("input[type=search]");
const kinds = form.querySelector(".search__kinds");
const status = form.querySelector(".search__count");
const box = form.querySelector(".search__found");
const { locale, language, separators, rows: rowsKind } = form.dataset;
const words = { ...JSON.parse(form.dataset.words), marked: form.dataset.marked };
const known = vocabulary([words.forms, words.subject_forms], words.ignored);
const choices = [...kinds.querySelectorAll("input")];

/** Offers the kinds that the index holds, and rows by name: pages of rows may be left out of it. */
const offer = (held) => {
  for (const choice of choices.slice(1)) {
    choice.disabled = !(choice.value in held || choice.value === rowsKind);
    choice.parentElement.hidden = choice.disabled;
  }
};

/** Pagefind, ready to search; null where the browser cannot load or run it. */
const ready = import(new URL(form.dataset.pagefind, location.href))
  .then(async (pagefind) => {
    // Pages that speak of a thing at length come before the many that mention it once
    await pagefind.options({
      excerptLength: 24,
      ranking: { termFrequency: 0.1, pageLength: 0.1, metaWeights: { title: 1, subject: 12 } },
    });
    await pagefind.init();
    await pagefind.search(words.title); // fails here, and not for the reader, where WebAssembly is blocked
    offer((await pagefind.filters()).kind ?? {});
    return pagefind;
  })
  .catch((error) => {
    console.warn(error);
    return null;
  });

/** The finder's rules and index; null where the site has none, or it does not come. */
const finder = form.dataset.index
  ? Promise.all([import("./names.js"), fetch(form.dataset.index).then((response) => response.json())]).then(
      ([names, published]) => ({ ...names, index: names.prepare(published) }),
      (error) => {
        console.warn(error);
        return null;
      },
    )
  : Promise.resolve(null);

const rowAddress = (names, row) => new URL(`${names.index.slugs[row]}/`, form.action).pathname;

/** Pages that several searches find, each with its kind; those found by more of them first. */
const merged = async (pagefind, texts) => {
  const found = new Map();
  const offered = choices.slice(1).filter(({ disabled }) => !disabled);
  const each = texts.flatMap((text) => offered.map(({ value }) => ({ text, kind: value })));
  const answered = await Promise.all(each.map(({ text, kind }) => pagefind.search(text, { filters: { kind } })));
  for (const [place, { results }] of answered.entries()) {
    const { kind } = each[place];
    for (const { id, score, data } of results) {
      if (!found.has(id)) found.set(id, { kind, data, score: 0 });
      found.get(id).score += score * (WEIGHTS[kind] ?? ROW);
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
};

const marks = (excerpt) => [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text);

/** A word of the pages that is one slip away from `word`, among those that begin alike; empty where there is none. */
const likeness = async (pagefind, word) => {
  for (let length = word.length - 1; length > 2; length--) {
    const { results } = await pagefind.search(word.slice(0, length));
    const found = await Promise.all(results.slice(0, FEW).map(({ data }) => data()));
    const near = found.flatMap(({ excerpt: html }) => marks(html)).find((mark) => resembles(mark, word));
    if (near) return near;
  }
  return "";
};

/** Pages for what was typed, best first. */
const pagesFor = async (pagefind, asked) => {
  const texts = searches(asked, known);
  const found = await merged(pagefind, texts);
  if (found.length) {
    const marked = marks((await found[0].data()).excerpt);
    if (!marked.length || answers(marked, texts)) return found;
  }
  const other = slips(asked, known);
  if (other.length) return merged(pagefind, other);
  const mended = await Promise.all(asked.map((word) => likeness(pagefind, word)));
  return mended.some(Boolean) ? merged(pagefind, [mended.map((word, place) => word || asked[place]).join(" ")]) : [];
};

/** A text that Pagefind has cut out of a page, with a sign where it does not begin. */
const excerpt = ({ excerpt: html, plain_excerpt: plain, content }) => {
  const text = element("p", [], { dir: "auto" });
  text.innerHTML = html; // Pagefind escapes the page's text and adds <mark> only
  if (!content.startsWith(plain)) text.prepend("… ");
  if (!content.endsWith(plain)) text.append(" …");
  return text;
};

const page = async ({ data, kind }, names) => {
  const found = await data();
  const slug = new URL(found.url, location.href).pathname.split("/").at(-2);
  const row = kind === rowsKind && names ? names.index.slugs.indexOf(slug) : -1;
  const title =
    row < 0
      ? found.meta.subject || found.meta.title
      : namesAndPlace(names.described(names.index, row, language), words);
  const parts = found.sub_results.filter(({ url }) => url.includes("#"));
  const most = parts.toSorted((a, b) => b.locations.length - a.locations.length).slice(0, 3);
  const links = parts
    .filter((part) => most.includes(part)) // in the order of the page
    .map((part) => element("li", element("a", part.title, { href: part.url })));
  return element("li", [
    element("a", title, { href: found.url }),
    excerpt(found),
    ...(links.length ? [element("ul", links, { class: "search__parts" })] : []),
  ]);
};

const section = (title, items, more) => {
  const list = element("ol", items, { class: "search__results" });
  const made = element("section", [element("h2", title), list]);
  if (more.length) {
    const button = element("button", words.more, { type: "button", class: "md-button" });
    button.addEventListener("click", async () => {
      list.append(...(await Promise.all(more.splice(0, SHOWN).map((load) => load()))));
      button.hidden = !more.length;
    });
    made.append(button);
  }
  return made;
};

const placeItem = (names, row) =>
  element(
    "li",
    element("a", namesAndPlace(names.described(names.index, row, language), words), { href: rowAddress(names, row) }),
  );

/** Says beside each kind how many there are; not of rows that both their names and their pages may have found. */
const tally = (places, pages) => {
  for (const choice of choices.slice(1)) {
    const found = pages.filter(({ kind }) => kind === choice.value).length;
    const rows = choice.value === rowsKind ? places.length : 0;
    const count = found && rows ? "" : plural({ other: "{n}" }, found + rows, locale, separators[1]);
    choice.parentElement.querySelector(".search__tally").textContent = count && ` (${count})`;
  }
};

/** The two lists in their order, those of the kind that is chosen, and how many they hold. */
const show = async ({ names, places, pages, first }, turn) => {
  const kind = choices.find((choice) => choice.checked).value;
  const named = !kind || kind === rowsKind ? places.slice(0, kind ? SHOWN : PLACES) : [];
  const twice = new Set(named.map(({ row }) => rowAddress(names, row)));
  const loads = pages.filter((each) => !kind || each.kind === kind).map((each) => () => page(each, names));
  tally(places, pages);
  const total = named.length + loads.length;
  const items = await Promise.all(loads.splice(0, SHOWN).map((load) => load()));
  if (turn !== latest) return; // a newer query has been typed
  const others = items.filter((item) => !twice.has(new URL(item.querySelector("a").href).pathname));
  const rows = named.map(({ row }) => placeItem(names, row));
  const lists = [
    [form.dataset.rowsTitle, rows, []],
    [words.pages, others, loads],
  ].filter(([, listed]) => listed.length);
  box.replaceChildren(...(first ? lists : lists.reverse()).map((list) => section(...list)));
  status.textContent = plural(words.found, total - items.length + others.length, locale, separators[1]);
};

/** Rows by name, those that were named first; a name that only resembles the query waits for pages to find nothing. */
const placesFor = (names, query) => {
  if (!names) return { named: [], written: [], resembling: [] };
  const resembling = names.rank(names.index, query);
  return { named: resembling.filter(names.isNamed), written: resembling.filter(names.isWritten), resembling };
};

let latest = 0;
const search = async () => {
  const turn = ++latest;
  const query = input.value.trim();
  const kind = choices.find((choice) => choice.checked).value;
  const address = new URLSearchParams(
    [
      ["q", query],
      ["kind", kind],
    ].filter(([, value]) => value),
  );
  history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
  kinds.hidden = !query;
  box.ariaBusy = Boolean(query);
  if (!query) {
    status.textContent = "";
    box.replaceChildren();
    return;
  }
  const names = await finder;
  const { named, written, resembling } = placesFor(names, query);
  if (named.length && turn === latest) await show({ names, places: written, pages: [], first: true }, turn);
  const pagefind = await ready;
  if (turn !== latest) return;
  const asked = wordsOf(query, known);
  const pages = pagefind ? await pagesFor(pagefind, asked) : [];
  if (turn !== latest) return;
  const places = named.length || pages.length ? written : resembling;
  await show({ names, places, pages, first: named.length > 0 || !pages.length || !isOfTheField(asked, known) }, turn);
  if (turn !== latest) return;
  if (!pagefind) status.textContent = words.unavailable;
  box.ariaBusy = false;
};

let waiting;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150); // not every letter is a query
});
const given = new URLSearchParams(location.search);
for (const choice of choices) choice.checked = choice.value === (given.get("kind") ?? "");
if (!choices.some(({ checked }) => checked)) choices[0].checked = true;
input.value ||= given.get("q") ?? ""; // what was typed while the script was on its way stays
if (input.value) search();
