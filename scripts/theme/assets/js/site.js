// Another language shows the same page: what was asked, what is filtered, and the place on the page stay in the address.
for (const link of document.querySelectorAll(".languages a")) {
  const keep = () => {
    link.search = location.search;
    link.hash = location.hash;
  };
  for (const event of ["pointerover", "focus", "click"]) link.addEventListener(event, keep); // a new tab asks no click
}

// The light or dark scheme, remembered where the browser allows it.
document.querySelector(".scheme")?.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  document.body.dataset.mdColorScheme = scheme;
  try {
    localStorage.scheme = scheme;
  } catch {} // private browsing: the choice lasts for the page
});
