/**
 * The words for `count`: `forms` maps the plural categories of CLDR (zero, one, two, few, many, other) to texts in
 * which `{n}` stands for the number. `other` stands in for what is absent; `zero` also stands for none in a language
 * that has no form of its own for it. `group`, which stands between thousands, is the one of the build: browsers do
 * not always have the same edition of CLDR.
 */
export const plural = (forms, count, locale, group) => {
  const category = count === 0 && forms.zero ? "zero" : new Intl.PluralRules(locale).select(count);
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(count);
  const number = parts.map(({ type, value }) => (type === "group" && group ? group : value)).join("");
  return (forms[category] ?? forms.other).replace("{n}", number);
};
