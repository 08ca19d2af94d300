// The foot of a list: the files of the rows that are shown, and how to cite them. The links lead to the files of the
// whole table; where the list is filtered, the same files are made here with its rows alone.
import { fetched, records, save } from "./files.js";

const BYTE_ORDER_MARK = "\uFEFF"; // by which a spreadsheet knows UTF-8

const MAKERS = {
  "excel-csv": async (answer, places, { delimiter }) => {
    const [headings, ...rows] = records(await answer.text(), delimiter);
    const lines = [headings, ...places.map((place) => rows[place])].map(({ text }) => `${text}\r\n`);
    return BYTE_ORDER_MARK + lines.join("");
  },
  xlsx: async (answer, places, { about }) => {
    const { selection } = await import("./workbook.js");
    return selection(await answer.arrayBuffer(), places, about);
  },
};

export class Take {
  constructor(box, list) {
    this.box = box;
    this.list = list;
    this.words = box.dataset;
    this.title = box.querySelector("b");
    this.whole = this.title.textContent;
    this.status = box.querySelector("[role=status]");
    for (const link of box.querySelectorAll("a[data-format]"))
      link.addEventListener("click", (event) => {
        if (!list.isFiltered) return;
        event.preventDefault();
        this.make(link);
      });
    const copy = box.querySelector("button");
    copy.hidden = !navigator.clipboard; // none where the page is not served over HTTPS
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.citation);
      this.status.textContent = copy.dataset.copied;
    });
  }

  get citation() {
    return this.box.querySelector("blockquote").textContent.replace(/\s+/g, " ").trim();
  }

  get address() {
    return this.words.url + (this.list.isFiltered ? this.list.address : "");
  }

  show() {
    const { isFiltered } = this.list;
    this.title.textContent = isFiltered ? this.title.dataset.selected : this.whole;
    this.box.querySelector("blockquote bdi[dir=ltr]").textContent = this.address;
    this.box.querySelector(".take__rows").textContent = isFiltered ? this.list.counted(this.words.rows) : "";
    this.status.textContent = "";
  }

  async make(link) {
    this.status.textContent = "";
    const keys = this.list.shown.map(({ key }) => key);
    const about = [
      [null, this.citation],
      [this.words.heading, this.list.counted(this.words.rows)],
      [this.words.address, this.address],
    ];
    try {
      const places = await this.placesOf(keys);
      const making = MAKERS[link.dataset.format](await fetched(link.href), places, { ...this.words, about });
      save(await making, link.download.replace(/(\.[a-z]+\.\w+)$/, "-selection$1"));
    } catch {
      this.status.textContent = this.words.failed;
    }
  }

  /** Where the rows of these keys stand in the files, which all have them in one order. */
  async placesOf(keys) {
    const rows = await (await fetched(this.words.records)).json();
    const named = this.words.key.split(" ");
    const places = new Map(rows.map((row, place) => [named.map((name) => row[name]).join("/"), place]));
    if (!keys.every((key) => places.has(key))) throw new Error("the page is of another version than the files");
    return keys.map((key) => places.get(key));
  }
}
