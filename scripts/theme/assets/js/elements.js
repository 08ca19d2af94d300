// Elements of a page, made by script.

/** An element with its content, one node or text or several, and its attributes. */
export const element = (tag, content, attributes = {}) => {
  const made = document.createElement(tag);
  made.append(...[content].flat());
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

/**
 * What tells a row to a reader, as `described` of names.js gives it: the name as the reader reads it, the other name;
 * below, kind, what the row lies within, and the word for those that the site marks.
 */
export const namesAndPlace = ({ names, kind, within, marked }, words) => {
  const bdi = ({ text, language }) => element("bdi", text, { lang: language });
  const where = element("span", [kind, ...within.flatMap((name) => [" · ", bdi(name)])], { class: "finder__where" });
  if (marked && words.marked) where.append(" · ", element("b", words.marked, { class: "finder__marked" }));
  return [
    element(
      "span",
      names.flatMap((name) => [bdi(name), " "]),
      { class: "finder__names" },
    ),
    where,
  ];
};
