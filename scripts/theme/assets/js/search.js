// The search page: Pagefind loads the pieces of the index that the query needs.
import { plural } from "./words.js";

const form = document.querySelector("form.search");
const input = form.querySelector("input");
const status = form.querySelector(".search__count");
const list = form.querySelector(".search__results");
const forms = JSON.parse(form.dataset.found);
const SHOWN = 20;

const pagefind = await import(new URL(form.dataset.pagefind, location.href)).catch(() => null);
if (!pagefind) status.textContent = form.dataset.unavailable;
// Pages that speak of a thing at length come before the many that mention it once
await pagefind?.options({ ranking: { termFrequency: 0.1, pageLength: 0.1 } });

const item = ({ url, meta, excerpt }) => {
  const entry = document.createElement("li");
  const title = document.createElement("a");
  title.href = url;
  title.textContent = meta.title;
  const words = document.createElement("p");
  words.dir = "auto";
  words.innerHTML = excerpt; // Pagefind escapes the page's text and adds <mark> only
  entry.append(title, words);
  return entry;
};

const search = async () => {
  const query = input.value.trim();
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!query) {
    status.textContent = "";
    list.replaceChildren();
    return;
  }
  const found = await pagefind.debouncedSearch(query, {}, 150);
  if (!found) return; // a newer query has been typed
  const results = await Promise.all(found.results.slice(0, SHOWN).map((result) => result.data()));
  status.textContent = plural(forms, found.results.length, form.dataset.locale);
  list.replaceChildren(...results.map(item));
};

if (pagefind) {
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
  // What was typed while Pagefind was on its way stays
  input.value ||= new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) search();
}
