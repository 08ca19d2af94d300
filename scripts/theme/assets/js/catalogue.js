// Filters the cards of the catalogue as one types; without it they are all there.
import { fold } from "./spelling.js";
import { plural } from "./words.js";

const form = document.querySelector(".catalogue-filter");
const cards = [...document.querySelectorAll(".catalogue > .card")];
const forms = JSON.parse(form.dataset.found);
const texts = cards.map((card) => fold(card.textContent).join(" "));

const filter = () => {
  const words = fold(form.querySelector("input").value);
  cards.forEach((card, place) => {
    card.hidden = !words.every((word) => texts[place].includes(word));
  });
  const count = cards.filter((card) => !card.hidden).length;
  form.querySelector("[role=status]").textContent = words.length ? plural(forms, count, form.dataset.locale) : "";
};

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
