// Draws a chart with Plotly when it nears the screen. The page says everything
// without this script: every chart stands beside its table.
(() => {
  const reader = JSON.parse(document.getElementById("reader")?.textContent ?? "null");
  const plots = [...document.querySelectorAll(".chart__plot")];
  for (const table of document.querySelectorAll(".chart__table")) {
    table.open = false;
    table.dataset.ready = "";
  }
  if (!reader || !plots.length) return;

  let library;
  const plotly = () =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = reader.plotly;
      script.onload = () => {
        Plotly.register({ moduleType: "locale", name: reader.locale_name, ...reader.locale });
        resolve(Plotly);
      };
      script.onerror = reject;
      document.head.append(script);
    }));

  // var(--chart-1) → the colour it has in the present scheme
  const resolved = (value, styles) => {
    if (typeof value === "string")
      return value.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => styles.getPropertyValue(name).trim());
    if (Array.isArray(value)) return value.map((each) => resolved(each, styles));
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, styles)]));
    return value;
  };

  const draw = async (plot) => {
    const text = plot.querySelector("script")?.textContent ?? plot.dataset.figure;
    plot.dataset.figure = text;
    try {
      const Plotly = await plotly();
      const { data, layout } = resolved(JSON.parse(text), getComputedStyle(plot));
      plot.replaceChildren();
      await Plotly.newPlot(plot, data, layout, {
        displayModeBar: false,
        responsive: true,
        locale: reader.locale_name,
      });
      plot.dataset.drawn = "";
    } catch (error) {
      console.error(error);
      plot.textContent = reader.failed;
    }
  };

  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        near.unobserve(entry.target);
        draw(entry.target);
      }
    },
    { rootMargin: "300px" },
  );
  plots.forEach((plot) => near.observe(plot));

  new MutationObserver(() => document.querySelectorAll(".chart__plot[data-drawn]").forEach(draw)).observe(
    document.body,
    { attributeFilter: ["data-md-color-scheme"] },
  );
})();
