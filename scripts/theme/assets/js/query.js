// What is asked of the full-text search for what was typed, so that قوانين also finds قانون, and "worshop" a workshop.
//
// Pagefind stems (Snowball) and folds hamza and accents, but knows no broken plural of Arabic and no slip of the finger,
// and takes an ending off an Arabic word with an article only: ورشات has 10 pages, الورشات 70. So each word is asked
// for with and without it.
//
// The forms of the words of the field stand in a table of the interface words, `search.forms` and `subject_forms`. Light
// stemmers for Arabic leave broken plurals alone, and root stemmers (ISRI) take كتاب for مكتب: a hundred words, read by
// an editor, say what is meant.
import { isSlip } from "./names.js";
import { ARABIC, fold, loosen } from "./spelling.js";

const MOST = 16; // searches for one query

/** An Arabic word without the article, and without the particles written to an article. */
const bare = (word) => word.replace(/^و?(?:[بفك]ال|ال|لل)(?=.{2})/, "");
/** A word as it is compared: without case, marks and hamza too. */
const key = (word) => loosen(bare(fold(word).join("")));
/** The ways to ask for one form of a word. */
const ways = (form) => (ARABIC.test(form) ? [bare(form), `ال${bare(form)}`] : [form]);

/**
 * The table made ready: in `tables` the forms of one word stand apart by spaces, words by commas; `ignored` are words
 * that ask nothing ("how many", "what is").
 */
export const vocabulary = (tables, ignored) => {
  const forms = new Map();
  for (const group of tables.join(",").split(/[,،]/)) {
    const all = group.split(" ").filter(Boolean);
    for (const form of all) forms.set(key(form), [...new Set([...(forms.get(key(form)) ?? []), ...all])]);
  }
  return { forms, ignored: new Set(ignored.split(" ").map((word) => fold(word).join(""))) };
};

/** The words of a query that ask for something; all of them where none does. */
export const words = (text, { ignored }) => {
  const all = text.split(/[^\p{L}\p{M}\p{N}ـ-]+/u).filter(Boolean);
  const asking = all.filter((word) => !ignored.has(fold(word).join("")));
  return asking.length ? asking : all;
};

/** Whether every word is one of the table: the query speaks of the subject, and a name only resembles it. */
export const isOfTheField = (asked, { forms }) => asked.length > 0 && asked.every((word) => forms.has(key(word)));

const combined = (choices) =>
  choices
    .reduce((texts, forms) => texts.flatMap((text) => forms.map((form) => [...text, form])), [[]])
    .slice(0, MOST)
    .map((text) => text.join(" "));

/** The searches for these words: each in all the forms of the table, others as typed. */
export const searches = (asked, { forms }) =>
  combined(asked.map((word) => (forms.get(key(word)) ?? [word]).flatMap(ways)));

/** The searches where a word may be one slip away from a word of the table; none where no word is. */
export const slips = (asked, { forms }) => {
  const near = asked.map((word) =>
    forms.has(key(word)) ? undefined : [...forms.keys()].find((form) => isSlip(form, key(word))),
  );
  return near.some(Boolean)
    ? combined(asked.map((word, place) => (forms.get(near[place] ?? key(word)) ?? [word]).flatMap(ways)))
    : [];
};

/** Whether a word of a page is another, with a slip of the finger. */
export const resembles = (mark, word) => isSlip(key(mark), key(word));

/** Whether a text found for `searched` has one of its words: for a word that no page has, Pagefind takes one like it. */
export const answers = (marked, searched) => {
  const marks = marked.map(key);
  return searched
    .flatMap((text) => text.split(" "))
    .some((word) => marks.some((mark) => mark.includes(key(word).slice(0, 4))));
};
