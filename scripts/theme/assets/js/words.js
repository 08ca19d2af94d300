/**
 * The words for `count`: `forms` maps the plural categories of CLDR (zero, one, two, few, many, other) to texts in
 * which `{n}` stands for the number. `other` stands in for what is absent; `zero` also stands for none in a language
 * that has no form of its own for it.
 */
export const plural = (forms, count, locale) => {
  const category = count === 0 && forms.zero ? "zero" : new Intl.PluralRules(locale).select(count);
  const number = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).format(count);
  return (forms[category] ?? forms.other).replace("{n}", number);
};
