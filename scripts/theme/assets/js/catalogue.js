// Filters the cards of the catalogue as one types; without it they are all there.
const form = document.querySelector(".catalogue-filter");
const cards = [...document.querySelectorAll(".catalogue > .card")];
// Letters as readers take them for the same: without marks, hamza or case
const folded = (text) =>
  text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").replace(/[ٱإأآ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").toLowerCase();
const forms = JSON.parse(form.dataset.found);
const rules = new Intl.PluralRules(form.dataset.locale);
const numbers = new Intl.NumberFormat(form.dataset.locale, { numberingSystem: "latn" });
const texts = cards.map((card) => folded(card.textContent));

const filter = () => {
  const words = folded(form.querySelector("input").value).split(/\s+/).filter(Boolean);
  let count = 0;
  cards.forEach((card, place) => {
    card.hidden = !words.every((word) => texts[place].includes(word));
    count += card.hidden ? 0 : 1;
  });
  const kind = count === 0 && forms.zero ? "zero" : rules.select(count);
  form.querySelector("[role=status]").textContent = words.length ? (forms[kind] ?? forms.other).replace("{n}", numbers.format(count)) : "";
};

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
