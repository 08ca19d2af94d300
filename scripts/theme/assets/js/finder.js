// The finder: as one types the name of a row, however it is spelt, it lists the rows and leads to their pages.
//
// Why own code: Fuse.js (7 KB) measures edit distance without folding Arabic and takes 40 ms and more for some
// thousand rows; MiniSearch (6 KB) and FlexSearch (6–16 KB) index words, so that "oueddahab" does not find "Oued
// Ed-Dahab", and their folding would have to be written all the same. What is particular here is the folding below:
// Arabic letters, the Maghreb's ways of writing them in Latin, names cut into words at will.
//
// Two forms of a name are compared. `fold` removes what nobody disputes (case, marks, hamza, tatweel, hyphens);
// `loosen` brings together ways to spell one sound (ڭ/ك/ج, ou/w, aït/ayt, the article). A match of the first ranks
// before a match of the second.

const ARABIC = /\p{Script=Arabic}/u;
const LETTERS = [
  [/[\p{M}\p{Cf}\u0640\u0621\u0674]/gu, ""], // marks, invisible signs, tatweel, hamza
  [/\u0671/g, "\u0627"], // alef wasla
  [/[\u0649\u06CC\u06D0]/g, "\u064A"], // ى ی → ي
  [/[\u0629\u06C1\u06C3\u06BE\u06D5]/g, "\u0647"], // ة ہ ھ → ه
  [/[\u06A9\u06AA]/g, "\u0643"], // ک → ك
  [/\u06A4/g, "\u0641"], // ڤ → ف
  [/\u067E/g, "\u0628"], // پ → ب
  [/œ/g, "oe"],
  [/æ/g, "ae"],
  [/[^\p{L}\p{N}]+|\p{Lm}/gu, " "],
];

/** Words in small letters without marks: "Aït-Melloul" → "ait melloul", "آيت ملّول" → "ايت ملول". */
export const fold = (text) =>
  LETTERS.reduce((folded, [from, to]) => folded.replace(from, to), text.toLowerCase().normalize("NFKD")).trim();

// Whole words that are written in several ways; an empty text is a word that may be left out.
const same = (words, to) => words.split(" ").map((word) => [word, to]);
const WORDS = new Map([
  ...same("ايت ات يت ءايت", "ايت"),
  ...same("اولاد ولاد اولد ولد وليد لاد", "ولاد"),
  ...same("سيدي سيد سي", "سيد"),
  ...same("وادي واد", "واد"),
  ...same("ابن بن", "بن"),
  ...same("ابو ابي ابا بو", "بو"),
  ...same("او و", "و"),
  ...same("ait ayt aitt ayet eit eyt at", "ait"),
  ...same("oulad ouled oled olad ulad uled awlad aoulad wlad wled ould", "ulad"),
  ...same("sidi sid si sd sidy cidi", "sid"),
  ...same("my mly moulay moulai mulay", "mulai"),
  ...same("oued ouad wad wed oud wadi ouadi", "uad"),
  ...same("ben bin ibn bnou", "bn"),
  ...same("beni bni bani", "bni"),
  ...same("ou u w", "u"),
  ...same("el al l le la les er es ed en et ez ech ej ess err", ""),
]);
const ARABIC_SOUNDS = [
  [/عبدال/, "عبد"],
  [/^ال(?=.)/, ""],
  [/^ل(?=.{4})/, ""],
  [/[ݣڭگكجقچ]/g, "ك"],
  [/ط|ث/g, "ت"],
  [/ص/g, "س"],
  [/[ضظذ]/g, "د"],
  [/(.)\1+/g, "$1"],
  [/(?<=..)[اه]$/, ""],
];
const LATIN_SOUNDS = [
  [/tch|ch|sh/g, "S"],
  [/kh/g, "K"],
  [/ph/g, "f"],
  [/dj/g, "j"],
  [/^[ae]l(?=[^aeioul].{2})/, ""], // elhajeb, alhoceima
  [/^l(?=[aeio].{3})/, ""], // laayoune, lakhsas
  [/^[ae]([b-df-hj-np-tv-zS])\1(?=..)/, "$1"], // errachidia, ennhal
  [/gu(?=[eiy])/g, "g"],
  [/c(?=[eiy])/g, "s"],
  [/qu(?=[eiy])|ck|[cq]/g, "k"],
  [/ou|w|o/g, "u"],
  [/y/g, "i"],
  [/e/g, ""],
  [/[rg]h/g, "r"], // Rhafsai is Ghafsai
  [/(.)\1+/g, "$1"],
  [/(?<=..)[ah]+$/, ""],
];

const loosened = new Map();
/** One folded word as it sounds: "ouarzazate" and "warzazat" give the same. Empty for an article. */
export const loosen = (word) => {
  let sound = loosened.get(word);
  if (sound !== undefined) return sound;
  const known = WORDS.get(word);
  const rules = ARABIC.test(word) ? ARABIC_SOUNDS : LATIN_SOUNDS;
  sound = known ?? rules.reduce((text, [from, to]) => text.replace(from, to), word);
  loosened.set(word, sound);
  return sound;
};

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
const forms = (words) => ({ plain: joined(words), loose: joined(words.map(loosen)) });

/** The index as published, made ready for `rank`: folded keys by script, and what surrounds the rows. */
export const prepare = (published) => {
  const { slugs, names, kind, within, aliases, kinds } = published;
  const key = (text, row, name) => ({ ...forms(fold(text).split(" ")), row, name });
  const keys = { arabic: [], latin: [] };
  const add = (text, row, name) => text && keys[ARABIC.test(text) ? "arabic" : "latin"].push(key(text, row, name));
  names.forEach((column, name) => column.forEach((text, row) => add(text, row, name)));
  for (const [row, texts] of Object.entries(aliases)) for (const text of texts) add(text, Number(row), -1);

  const sounds = (text) => fold(text).split(" ").map(loosen).filter(Boolean);
  const kindWords = (each) => Object.values(kinds).flatMap((labels) => (each < 0 ? [] : sounds(labels[each])));
  const around = new Map();
  const depth = [];
  slugs.forEach((_, row) => {
    const above = [];
    for (let up = within[row]; up >= 0 && !above.includes(up); up = within[up]) above.push(up);
    depth.push(above.length);
    const id = `${kind[row]} ${within[row]}`;
    if (!around.has(id)) {
      const called = above.flatMap((up) => names.flatMap((column) => sounds(column[up])));
      around.set(id, { own: kindWords(kind[row]), called, above: above.flatMap((up) => kindWords(kind[up])), rows: new Set() });
    }
    around.get(id).rows.add(row);
  });
  return { ...published, keys, depth, around: [...around.values()], ignored: new Set(published.ignored.flatMap(sounds)) };
};

const [EXACT, PREFIX, WORD, INSIDE, SLIP] = [0, 10, 20, 30, 40];
const LOOSE = 1; // added where only the sound is the same
const ALIAS = 2;
const ENOUGH = 3; // so many good matches, and slips of the finger are not looked for

const near = ({ text, starts }, query) => {
  if (!query || query.length > text.length) return Infinity;
  if (text === query) return EXACT;
  let at = text.indexOf(query);
  if (at === 0) return PREFIX;
  const inside = at > 0 && query.length > 2 ? INSIDE : Infinity;
  for (; at > 0; at = text.indexOf(query, at + 1)) if (starts.includes(at)) return WORD;
  return inside;
};

/** Where `query`, one letter wrong, missing, too many or two swapped, ends in `text` from `from`; -1 for nowhere. */
const slipped = (text, query, from) => {
  let same = 0;
  while (same < query.length && text[from + same] === query[same]) same++;
  const at = from + same;
  const [rest, next] = [query.slice(same), query.slice(same + 1)];
  const swapped = rest.length > 1 && text[at] === rest[1] && text[at + 1] === rest[0];
  const ends = [];
  if (text.startsWith(next, at + 1)) ends.push(at + 1 + next.length);
  if (text.startsWith(next, at)) ends.push(at + next.length);
  if (text.startsWith(rest, at + 1)) ends.push(at + 1 + rest.length);
  if (swapped && text.startsWith(query.slice(same + 2), at + 2)) ends.push(at + rest.length);
  return Math.max(-1, ...ends.filter((end) => end <= text.length));
};
const nearlySame = ({ text, starts }, query) => {
  if (query.length < 3) return Infinity;
  const end = slipped(text, query, 0);
  if (end === text.length) return SLIP;
  if (query.length < 4) return Infinity;
  if (end >= 0) return SLIP + 4;
  return starts.some((start) => start > 0 && slipped(text, query, start) >= 0) ? SLIP + 6 : Infinity;
};

const costOf = (key, query, compare) =>
  Math.min(compare(key.plain, query.plain.text), compare(key.loose, query.loose.text) + LOOSE) +
  (key.name < 0 ? ALIAS : 0);

/** What a word of the query costs as a word that surrounds the name: kind, or where the row lies. */
const besides = (surroundings, word, ignored) => {
  if (!word || ignored.has(word)) return 0;
  const begins = (each) => each === word || (word.length > 1 && each.startsWith(word));
  if (surroundings.own.some(begins) || surroundings.called.some(begins)) return 0;
  if (surroundings.above.some(begins)) return 1;
  return word.length > 3 && surroundings.called.some((each) => slipped(each, word, 0) >= 0) ? 2 : Infinity;
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

/** Rows that the text may name, best first: exact, beginning, word, inside, one slip. */
export const rank = (index, text) => {
  const words = fold(text).split(" ").filter(Boolean).slice(0, 8);
  const keys = index.keys[ARABIC.test(text) ? "arabic" : "latin"];
  const best = new Map();
  const keep = (key, cost, length) => {
    const known = best.get(key.row);
    const extra = Math.abs(key.plain.text.length - length);
    if (cost < Infinity && (!known || cost < known.cost || (cost === known.cost && extra < known.extra)))
      best.set(key.row, { row: key.row, name: key.name, cost, extra });
  };
  const look = (query, compare, added, rows) => {
    for (const key of keys)
      if (!rows || rows.has(key.row)) keep(key, costOf(key, query, compare) + added, query.plain.text.length);
  };
  const whole = forms(words);
  if (!whole.plain.text) return [];
  look(whole, near, 0);
  const good = [...best.values()].filter((each) => each.cost < INSIDE).length;
  const compares = good < ENOUGH ? [near, nearlySame] : [near];
  if (good < ENOUGH) look(whole, nearlySame, 0);
  if (words.length > 1) {
    const sounds = words.map(loosen);
    const queries = new Map();
    for (const surroundings of index.around) {
      const costs = sounds.map((word) => besides(surroundings, word, index.ignored));
      for (const [first, end, cost] of stretches(costs)) {
        const id = first * 8 + end;
        if (!queries.has(id)) queries.set(id, forms(words.slice(first, end)));
        const query = queries.get(id);
        if (query.plain.text.length < 2) continue;
        const compare = (form, asked) => {
          const near = Math.min(...compares.map((each) => each(form, asked)));
          return near === EXACT ? near + 4 : near + 24;
        };
        look(query, compare, cost, surroundings.rows);
      }
    }
  }
  return [...best.values()].sort(
    (a, b) => a.cost - b.cost || a.extra - b.extra || index.depth[b.row] - index.depth[a.row] || a.row - b.row,
  );
};
