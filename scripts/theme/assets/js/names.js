// Finds rows by name, however it is spelt, in an index made by scripts/finder.py.
//
// Why own ranking: given the same names, kinds and places already folded by spelling.js, MiniSearch 7 put 88 % of the
// queries of tests/finder_queries.csv first, uFuzzy 70 % and Fuse.js 65 %, the two last in over ten times the time;
// what is below puts 98 % first. A commune before its namesake province, the kind and the place said beside the name,
// a slip only where nothing else fits: a general engine has no words for that, and it is what the page is for.
import { ARABIC, bones, fold, loosen } from "./spelling.js";

// What a match costs, best first
const [EXACT, WHOLE, BONES, PREFIX, WORD, INSIDE, SLIP] = [0, 6, 8, 10, 20, 30, 40];
const LOOSE = 1; // added where only the sound is the same
const ALIAS = 2; // added to a name that is not shown
const BESIDE = 4; // added where other words of the query say the kind or the place
const ABOVE = 32; // added where they say the kind of what lies above: "region rabat" is rather a region
const MOST_WORDS = 8;

/** Words run together, with the places where they began: spaces are no part of a name. */
const joined = (words) => {
  const starts = [];
  let text = "";
  for (const word of words) {
    if (word) starts.push(text.length);
    text += word;
  }
  return { text, starts };
};
const forms = (words) => {
  const loose = joined(words.map(loosen));
  return { plain: joined(words), loose, bones: bones(loose.text) };
};
const scripts = () => ({ arabic: [], latin: [] });
const sounds = (text) => fold(text).map(loosen).filter(Boolean);

/** Whether a match names the row in full, and whether it has its letters: others only resemble what was typed. */
export const isNamed = ({ cost }) => cost < WHOLE;
export const isWritten = ({ cost }) => cost < INSIDE;

/** What the row lies within, nearest first. */
const above = ({ within }, row) => {
  const found = [];
  for (let up = within[row]; up >= 0 && !found.includes(up); up = within[up]) found.push(up);
  return found;
};

/**
 * How a row is named to a reader: its names, the most readable first, its kind, the names of what it lies within, and
 * whether it is one of those that the site marks.
 */
export const described = (published, row, reader) => {
  const { names, languages, shown, kinds, kind, marked = [] } = published;
  const named = (each) =>
    shown[reader]
      .filter((column) => names[column][each])
      .map((column) => ({ text: names[column][each], language: languages[column] }));
  return {
    names: named(row),
    kind: kinds[reader][kind[row]] ?? "",
    within: above(published, row).map((up) => named(up)[0]),
    marked: marked.includes(row),
  };
};

/** What surrounds the rows of one kind in one place: words for the kind, names and kinds of all that is above. */
const surroundings = (published) => {
  const { names, kind, within, kinds } = published;
  const kindWords = (row) => Object.values(kinds).flatMap((labels) => (kind[row] < 0 ? [] : sounds(labels[kind[row]])));
  const groups = new Map();
  const groupOf = [];
  const depth = kind.map((_, row) => {
    const all = above(published, row);
    const id = `${kind[row]} ${within[row]}`;
    if (!groups.has(id)) {
      const called = all.flatMap((up) => names.flatMap((column) => sounds(column[up])));
      groups.set(id, { own: kindWords(row), called, above: all.flatMap(kindWords), keys: scripts() });
    }
    groupOf.push(groups.get(id));
    return all.length;
  });
  return { groups: [...groups.values()], groupOf, depth };
};

/** The published index made ready for `rank`: keys by script, and what surrounds the rows. */
export const prepare = (published) => {
  const around = surroundings(published);
  const keys = scripts();
  const add = (text, row, hidden) => {
    if (!text) return;
    const key = { ...forms(fold(text)), row, hidden };
    const script = ARABIC.test(text) ? "arabic" : "latin";
    keys[script].push(key);
    around.groupOf[row].keys[script].push(key);
  };
  for (const column of published.names) for (const [row, text] of column.entries()) add(text, row, 0);
  for (const [row, texts] of Object.entries(published.aliases)) for (const text of texts) add(text, Number(row), ALIAS);
  return { ...published, ...around, keys, ignored: new Set(published.ignored.flatMap(sounds)) };
};

const near = ({ text, starts }, query) => {
  if (!query || query.length > text.length) return Infinity;
  if (text === query) return EXACT;
  let best = Infinity;
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
    const end = at + query.length;
    const begins = starts.includes(at);
    if (begins && (end === text.length || starts.includes(end))) return WHOLE;
    if (begins) best = Math.min(best, at ? WORD : PREFIX);
    else if (query.length > 2) best = Math.min(best, INSIDE);
  }
  return best;
};

/** Where `query`, one letter wrong, missing, too many or two swapped, ends in `text` from `from`; -1 for nowhere. */
const slipped = (text, query, from) => {
  let same = 0;
  while (same < query.length && text[from + same] === query[same]) same++;
  const at = from + same;
  const follows = (skipped, place) =>
    text.startsWith(query.slice(same + skipped), place) ? place + query.length - same - skipped : -1;
  const swapped = same + 1 < query.length && text[at] === query[same + 1] && text[at + 1] === query[same];
  return Math.max(
    at < text.length ? follows(1, at + 1) : -1, // a wrong letter
    follows(1, at), // one too many
    at < text.length ? follows(0, at + 1) : -1, // one missing
    swapped ? follows(2, at + 2) : -1,
  );
};

/** Whether two texts of four letters or more differ by one slip of the finger. */
export const isSlip = (text, other) => text.length > 3 && other.length > 3 && slipped(text, other, 0) === text.length;

const nearlySame = ({ text, starts }, query) => {
  if (query.length < 3) return Infinity;
  const end = slipped(text, query, 0);
  if (end === text.length) return SLIP;
  if (query.length < 4) return Infinity;
  if (end >= 0) return SLIP + 4;
  return starts.some((start) => start > 0 && slipped(text, query, start) >= 0) ? SLIP + 6 : Infinity;
};

const sameBones = (key, query) => {
  if (!query.bones || key.bones !== query.bones) return Infinity;
  return nearlySame(key.loose, query.loose.text) === SLIP || nearlySame(key.plain, query.plain.text) === SLIP
    ? BONES
    : BONES + LOOSE;
};
const costOf = (key, query, compare) =>
  key.hidden +
  Math.min(compare(key.plain, query.plain.text), compare(key.loose, query.loose.text) + LOOSE, sameBones(key, query));

/** What a word of the query costs as a word that surrounds the name: kind, or where the row lies. */
const besides = ({ own, called, above }, word, ignored) => {
  if (!word || ignored.has(word)) return 0;
  const begins = (each) => each === word || (word.length > 1 && each.startsWith(word));
  if (own.some(begins) || called.some(begins)) return 0;
  if (above.some(begins)) return ABOVE;
  return word.length > 3 && called.some((each) => slipped(each, word, 0) >= 0) ? 2 : Infinity;
};

/** Stretches of the query that can be the name because the other words surround it: [first, end, cost]. */
const stretches = (costs) => {
  const found = [];
  for (let first = 0; first < costs.length; first++) {
    for (let end = first + 1; end <= costs.length; end++) {
      const others = costs.filter((_, place) => place < first || place >= end);
      if (others.length && Math.max(...others) < Infinity) found.push([first, end, Math.max(...others)]);
    }
  }
  return found;
};

/** Rows that the text may name, best first: exact, beginning, word, inside, one slip; the more precise place first. */
export const rank = (index, text) => {
  const words = fold(text).slice(0, MOST_WORDS);
  const script = ARABIC.test(text) ? "arabic" : "latin";
  const best = new Map();
  const look = (keys, query, compare, added) => {
    for (const key of keys) {
      const cost = costOf(key, query, compare) + added;
      const extra = Math.abs(key.plain.text.length - query.plain.text.length);
      const known = best.get(key.row);
      if (cost < Infinity && (!known || cost < known.cost || (cost === known.cost && extra < known.extra)))
        best.set(key.row, { row: key.row, cost, extra });
    }
  };
  if (!words.length) return [];
  look(index.keys[script], forms(words), near, 0);
  const slips = ![...best.values()].some(({ cost }) => cost < INSIDE); // of the finger: looked for where the name as typed says nothing
  if (slips) look(index.keys[script], forms(words), nearlySame, 0);

  const compare = (form, asked) => {
    const cost = slips ? Math.min(near(form, asked), nearlySame(form, asked)) : near(form, asked);
    return cost === EXACT ? BESIDE : BESIDE + WORD + cost;
  };
  const queries = new Map();
  for (const group of words.length > 1 ? index.groups : []) {
    const costs = words.map((word) => besides(group, loosen(word), index.ignored));
    for (const [first, end, cost] of stretches(costs)) {
      const id = first * MOST_WORDS + end;
      if (!queries.has(id)) queries.set(id, forms(words.slice(first, end)));
      if (queries.get(id).plain.text.length > 1) look(group.keys[script], queries.get(id), compare, cost);
    }
  }
  return [...best.values()].sort(
    (a, b) => a.cost - b.cost || a.extra - b.extra || index.depth[b.row] - index.depth[a.row] || a.row - b.row,
  );
};
