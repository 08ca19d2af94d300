// One script, two places. In the frame: tell the page around it how tall the chart is, and follow
// the scheme of the device. In the page around: give the frame that height.
(() => {
  const kind = "open-chart-height";
  if (window.parent !== window && document.body?.classList.contains("embed")) {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const dress = () => (document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default");
    dark.addEventListener("change", dress);
    dress();
    const tell = () => parent.postMessage({ kind, height: document.documentElement.offsetHeight }, "*");
    new ResizeObserver(tell).observe(document.documentElement);
    return;
  }
  addEventListener("message", ({ data, source }) => {
    if (data?.kind !== kind || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.height = Math.min(Math.ceil(data.height), 4000);
  });
})();
