// The field that finds a row by name. The index, the rules of spelling and the keyboard behaviour of the listbox
// (GitHub's combobox-nav) are fetched when the reader enters the field; nothing is asked of the network after that.
import { element, namesAndPlace } from "./elements.js";
import { plural } from "./words.js";

const SHOWN = 8;

const load = async (form) => {
  const [{ default: Combobox }, { described, prepare, rank }, published] = await Promise.all([
    import("../vendor/combobox-nav.js"),
    import("./names.js"),
    fetch(form.dataset.index).then((response) => (response.ok ? response.json() : Promise.reject(response.status))),
  ]);
  const index = prepare(published);
  for (const column of published.names) rank(index, `${column[0]} .xyz`); // the first run is the slowest: not the reader's
  return { Combobox, described, index, rank };
};

/** One line of the list. */
const option = (row, slug, pages, words) =>
  element("a", namesAndPlace(row, words), {
    role: "option",
    tabindex: -1,
    id: `option-${slug}`,
    href: new URL(`${slug}/`, pages),
    "data-slug": slug,
  });

const enliven = (form) => {
  const [input, list, status] = ["input", ".finder__results", ".finder__status"].map((each) =>
    form.querySelector(each),
  );
  const { language, locale } = form.dataset;
  const words = JSON.parse(form.dataset.words);
  let loading;
  let ready;

  const close = () => {
    if (list.hidden) return;
    list.hidden = true;
    ready.combobox.stop();
  };
  const show = () => {
    if (!ready) return;
    const text = input.value.trim();
    const found = text ? ready.rank(ready.index, text).slice(0, SHOWN) : [];
    close();
    status.textContent = text && plural(words.found, found.length, locale);
    list.replaceChildren(
      ...found.map(({ row }) =>
        option(ready.described(ready.index, row, language), ready.index.slugs[row], form.action, words),
      ),
    );
    list.hidden = !found.length;
    if (found.length) ready.combobox.start();
  };
  const begin = () => {
    if (loading) return;
    loading = load(form).then(
      ({ Combobox, ...rest }) => {
        ready = {
          ...rest,
          combobox: new Combobox(input, list, { tabInsertsSuggestions: false, firstOptionSelectionMode: "active" }),
        };
        show();
      },
      (error) => {
        console.warn(error);
        loading = undefined; // the next letter tries again
        status.textContent = words.unavailable;
      },
    );
  };

  form.addEventListener("submit", (event) => event.preventDefault()); // Enter opens the marked line
  input.addEventListener("focus", () => {
    begin();
    show();
  });
  input.addEventListener("input", () => {
    begin();
    if (!ready) status.textContent = words.loading;
    show();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) show();
    if (event.key !== "Escape" || list.hidden) return;
    event.preventDefault(); // the first Escape closes the list, the next empties the field
    close();
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
  form.addEventListener("finder-clear", () => {
    input.value = "";
    show();
  });
  if (document.activeElement === input) begin();
};

document.querySelectorAll("form.finder").forEach(enliven);
