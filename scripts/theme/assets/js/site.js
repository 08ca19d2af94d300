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

/** The place that the address names; null where it is no text at all (`#%`). */
export const named = () => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
};

/** Opens what is folded around the place that the address names: not every browser does. */
export const reveal = () => {
  const target = named();
  let opened = false;
  for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) {
    opened ||= !each.open;
    each.open = true;
  }
  if (opened) target.scrollIntoView();
};
reveal();
addEventListener("hashchange", reveal);

// On paper nothing is folded
let shut = [];
addEventListener("beforeprint", () => {
  shut = [...document.querySelectorAll("details.group:not([open])")];
  for (const group of shut) group.open = true;
});
addEventListener("afterprint", () => {
  for (const group of shut) group.open = false;
});
