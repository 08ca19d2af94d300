// How spellings of one name are brought together, for search: the only home of these rules. The validation has a
// stricter table of its own (`folded` in scripts/validation/tables/duplicates.py), which a test holds to this one.
//
// `fold` removes what nobody disputes: case, marks, hamza, tatweel, hyphens. `loosen` brings together the ways to
// write one sound (ڭ/ك/ج/ق, ou/w, aït/ayt, the article). `bones` keeps the consonants, since Darija writes few vowels:
// "qnitra" for Kénitra. The rules are those of Arabic, and of Maghrebi names in Latin letters.

export const ARABIC = /\p{Script=Arabic}/u;

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
  [/ß/g, "ss"],
  [/[^\p{L}\p{N}]+|\p{Lm}/gu, " "],
];

const ARABIC_SOUNDS = [
  [/^عبدال/, "عبد"],
  [/^ا?ل(?=.{2})/, ""], // the article, as it is written and as it is said
  [/[ݣڭگكجقچ]/g, "ك"],
  [/[طث]/g, "ت"],
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

// Words that are written in several ways; an empty text is a word that may be left out
const WORDS = new Map(
  Object.entries({
    ايت: "ايت ات يت",
    ولاد: "اولاد ولاد اولد ولد وليد لاد",
    سيد: "سيدي سيد سي",
    واد: "وادي واد",
    بن: "ابن بن",
    بو: "ابو ابي ابا بو",
    و: "او و",
    ait: "ait ayt aitt ayet eit eyt at",
    ulad: "oulad ouled oled olad ulad uled awlad aoulad wlad wled ould",
    sid: "sidi sid si sd sidy cidi",
    mulai: "my mly moulay moulai mulay",
    uad: "oued ouad wad wed oud wadi ouadi",
    bn: "ben bin ibn bnou",
    bni: "beni bni bani",
    u: "ou u w",
    "": "el al l le la les er es ed en et ez ech ej ess err de du des d",
  }).flatMap(([sound, words]) => words.split(" ").map((word) => [word, sound])),
);

const applied = (rules, text) => rules.reduce((changed, [from, to]) => changed.replace(from, to), text);

/** Words in small letters without marks: "Aït-Melloul" → ["ait", "melloul"], "آيت ملّول" → ["ايت", "ملول"]. */
export const fold = (text) => applied(LETTERS, text.toLowerCase().normalize("NFKD")).split(" ").filter(Boolean);

const loosened = new Map();
/** One folded word as it sounds: "ouarzazate" and "warzazat" give the same. Empty for an article. */
export const loosen = (word) => {
  if (!loosened.has(word))
    loosened.set(word, WORDS.get(word) ?? applied(ARABIC.test(word) ? ARABIC_SOUNDS : LATIN_SOUNDS, word));
  return loosened.get(word);
};

/** The consonants of loosened text; empty where they are too few to tell names apart. */
export const bones = (loose) => {
  const left = loose.replace(/[aiuhاويه]/g, "").replaceAll("g", "k");
  return left.length > 2 ? left : "";
};
