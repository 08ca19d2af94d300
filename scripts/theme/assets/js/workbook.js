// A workbook of the site with some of its rows: the file for the whole table (downloads/excel.py) is unpacked, its rows
// are chosen, and it is packed again, so that all its formats, links, words and sheets stay. A library that writes
// workbooks (write-excel-file 4: 70 KB against 33 KB of fflate) would have to be told all of them a second time.
import "../vendor/fflate.js";

const { unzipSync, zipSync, strFromU8, strToU8 } = globalThis.fflate;
const HEADINGS = [1, 2]; // rows above the data: of the sheet for people, of that for programs
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const numberOf = (reference) => Number(reference.match(/\d+/)[0]);
const moved = (reference, number) => reference.replace(/\d+/, number);

class Sheet {
  constructor(text, strings) {
    this.document = new DOMParser().parseFromString(text, "application/xml");
    this.strings = strings;
    this.data = this.document.querySelector("sheetData");
    this.rows = new Map([...this.data.children].map((row) => [Number(row.getAttribute("r")), row]));
  }

  /** The text of each cell of a row, by its column. */
  texts(number) {
    const cells = [...(this.rows.get(number)?.children ?? [])];
    const text = (cell) => (cell.getAttribute("t") === "s" ? this.strings[cell.textContent] : cell.textContent);
    return new Map(cells.map((cell) => [cell.getAttribute("r").replace(/\d+/, ""), text(cell)]));
  }

  /** Keeps the rows of these numbers, in this order, from the first row of the sheet on. */
  keep(numbers) {
    const places = new Map(numbers.map((number, index) => [number, index + 1]));
    this.data.replaceChildren(...numbers.map((number) => this.rows.get(number)).filter(Boolean));
    for (const [number, place] of places) this.renumber(this.rows.get(number), place);
    for (const link of [...this.document.querySelectorAll("hyperlink")]) {
      const place = places.get(numberOf(link.getAttribute("ref")));
      if (place) link.setAttribute("ref", moved(link.getAttribute("ref"), place));
      else link.remove();
    }
    const links = this.document.querySelector("hyperlinks");
    if (links && !links.children.length) links.remove();
    for (const range of this.document.querySelectorAll("autoFilter, dimension")) {
      const ends = range.getAttribute("ref").split(":");
      const last = moved(ends.at(-1), numbers.length);
      range.setAttribute("ref", ends.length > 1 ? `${ends[0]}:${last}` : ends[0]);
    }
    this.length = numbers.length;
  }

  renumber(row, number) {
    row.setAttribute("r", number);
    for (const cell of row.children) cell.setAttribute("r", moved(cell.getAttribute("r"), number));
  }

  /** Says something in the words of a cell. */
  write(cell, text) {
    const string = this.document.createElementNS(SHEET, "is");
    const words = this.document.createElementNS(SHEET, "t");
    words.textContent = text;
    string.append(words);
    cell.setAttribute("t", "inlineStr");
    cell.replaceChildren(string);
  }

  /** Puts lines of (heading, text) in the place of the last row; without a heading its own stays. */
  endWith(lines) {
    const last = [...this.rows.values()].at(-1);
    const first = Number(last.getAttribute("r"));
    for (const [index, [heading, text]] of lines.entries()) {
      const row = index ? last.cloneNode(true) : last;
      if (index) this.data.append(row);
      this.renumber(row, first + index);
      if (heading) this.write(row.children[0], heading);
      this.write(row.children[1], text);
    }
    const range = this.document.querySelector("dimension");
    range.setAttribute("ref", `A1:B${first + lines.length - 1}`);
  }

  get text() {
    return new XMLSerializer().serializeToString(this.document);
  }
}

/** The rows of the sheet of sources that the rows of the sheet for programs name, after its headings. */
const named = (programs, sources) => {
  const column = [...programs.texts(2)].find(([, name]) => name === "source")?.[0];
  const keys = new Set(programs.kept.map((texts) => texts.get(column)));
  const isNamed = (number) => [...sources.texts(number).values()].some((text) => keys.has(text));
  return [...sources.rows.keys()].filter((number) => number > 1 && isNamed(number));
};

/** The workbook `content` with the rows at `places`, counted from 0; `about` are lines of its last sheet. */
export const selection = (content, places, about) => {
  const files = unzipSync(new Uint8Array(content));
  const parsed = new DOMParser().parseFromString(strFromU8(files["xl/sharedStrings.xml"]), "application/xml");
  const strings = [...parsed.querySelectorAll("si")];
  const texts = strings.map((string) => string.textContent);
  const names = Object.keys(files).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  names.sort((one, other) => numberOf(one) - numberOf(other));
  const sheets = names.map((name) => new Sheet(strFromU8(files[name]), texts));
  const [people, programs] = sheets;
  const [, , , sources] = sheets.length > 4 ? sheets : [];
  programs.kept = places.map((place) => programs.texts(place + HEADINGS[1] + 1));
  for (const [index, sheet] of [people, programs].entries()) {
    const above = Array.from({ length: HEADINGS[index] }, (_, row) => row + 1);
    sheet.keep([...above, ...places.map((place) => place + HEADINGS[index] + 1)]);
  }
  sources?.keep([1, ...named(programs, sources)]);
  sheets.at(-1).endWith(about);

  // Texts of rows that are gone are no longer in the file
  const used = new Set(
    sheets.flatMap(({ data }) => [...data.querySelectorAll('c[t="s"]')].map((cell) => Number(cell.textContent))),
  );
  for (const [index, string] of strings.entries())
    if (!used.has(index)) string.replaceChildren(parsed.createElementNS(SHEET, "t"));
  files["xl/sharedStrings.xml"] = strToU8(new XMLSerializer().serializeToString(parsed));
  for (const [index, name] of names.entries()) files[name] = strToU8(sheets[index].text);

  const book = new DOMParser().parseFromString(strFromU8(files["xl/workbook.xml"]), "application/xml");
  for (const range of book.querySelectorAll("definedName")) {
    const { length } = sheets[range.getAttribute("localSheetId")];
    if (length) range.textContent = range.textContent.replace(/\d+$/, length);
  }
  files["xl/workbook.xml"] = strToU8(new XMLSerializer().serializeToString(book));
  return zipSync(files);
};
