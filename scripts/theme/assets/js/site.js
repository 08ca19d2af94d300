// The light or dark scheme, remembered where the browser allows it.
document.querySelector(".scheme")?.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  document.body.dataset.mdColorScheme = scheme;
  try {
    localStorage.scheme = scheme;
  } catch {} // private browsing: the choice lasts for the page
});
