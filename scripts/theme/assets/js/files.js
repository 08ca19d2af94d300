// Files of the site: fetched, read, kept by the reader.
import { element } from "./elements.js";

/** The answer for a file of the site; an error where there is none. */
export const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
};

/**
 * The records of a CSV (RFC 4180), the headings first, each with its cells and its text as it stands. Papa Parse weighs
 * 19 KB for what no file of this site holds: other quotes, line ends or encodings.
 */
export const records = (text, delimiter) => {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${delimiter}]*))(${delimiter}|\\r?\\n|$)`, "gy");
  const all = [];
  let cells = [];
  let start = 0;
  for (const { 0: whole, 1: quoted, 2: plain, 3: end, index } of text.matchAll(cell)) {
    if (index === text.length && !cells.length) break;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === delimiter) continue;
    all.push({ cells, text: text.slice(start, index + whole.length - end.length) });
    [cells, start] = [[], index + whole.length];
  }
  return all;
};

/** Has the browser keep `content` as a file. */
export const save = (content, name) => {
  const address = URL.createObjectURL(new Blob([content]));
  element("a", "", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
