// Lets a reader explore a chart: hover, tap, focus or the button under it. The page says everything
// without this script: a picture and a table. Plotly is fetched only when someone asks.
(() => {
  let library;
  const plotly = (address) =>
    (library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(Plotly);
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

  // Every mark that has words, in reading order: the stops of the keyboard
  const stops = (data) =>
    data.flatMap(({ customdata }, curveNumber) =>
      (customdata ?? []).flatMap((text, pointNumber) => (text ? [{ curveNumber, pointNumber, text }] : [])),
    );

  class Chart {
    constructor(plot) {
      this.plot = plot;
      this.live = plot.closest(".chart").querySelector(".chart__live");
      this.at = -1;
    }

    get wide() {
      return this.plot.clientWidth >= 560;
    }

    // The figure takes the picture's place, to the pixel
    async draw() {
      try {
        this.figures ??= fetch(this.plot.dataset.figure).then((answer) => answer.json());
        const [Plotly, figures] = await Promise.all([plotly(this.plot.dataset.plotly), this.figures]);
        const { data, layout } = resolved(figures[this.wide ? "wide" : "narrow"], getComputedStyle(this.plot));
        const picture = [...this.plot.querySelectorAll(":scope > svg")].find((each) => each.clientWidth);
        const box = (picture ?? this.plot).getBoundingClientRect();
        const scale = picture ? box.width / layout.width : 1;
        this.clear();
        const stage = document.createElement("div");
        this.stage = stage;
        stage.style.cssText = `margin-inline:auto;inline-size:${box.width}px;block-size:${layout.height * scale}px`;
        this.plot.append(stage);
        this.plot.dataset.drawn = "";
        this.plot.querySelector(".chart__absent")?.remove();
        const size = { width: box.width, height: layout.height * scale };
        const font = { ...layout.font, size: layout.font.size * scale };
        await Plotly.newPlot(stage, data, { ...layout, ...size, font }, { displayModeBar: false, scrollZoom: false });
        this.width = this.plot.clientWidth;
        this.points = stops(data);
      } catch (error) {
        console.error(error);
        this.clear();
        this.live.textContent = this.plot.dataset.failed;
      }
    }

    // Back to the picture
    clear() {
      if (this.stage) Plotly.purge(this.stage);
      this.stage?.remove();
      this.stage = undefined;
      delete this.plot.dataset.drawn;
    }

    async explore() {
      if (this.stage) return;
      this.drawing ??= this.draw().finally(() => {
        this.drawing = undefined;
      });
      await this.drawing;
    }

    async walk(step) {
      await this.explore();
      if (!this.points?.length) return;
      this.at = step === "first" ? 0 : step === "last" ? this.points.length - 1 : this.at + step;
      this.at = Math.max(0, Math.min(this.points.length - 1, this.at));
      const { text, ...point } = this.points[this.at];
      this.live.textContent = text;
      try {
        Plotly.Fx.hover(this.stage, [point]);
      } catch {} // a mark that cannot be pointed at is still read out
    }

    key(event) {
      const ahead = this.mirrored ? "ArrowLeft" : "ArrowRight";
      const back = this.mirrored ? "ArrowRight" : "ArrowLeft";
      const steps = { ArrowDown: 1, [ahead]: 1, ArrowUp: -1, [back]: -1, Home: "first", End: "last" };
      if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.walk(steps[event.key]);
    }

    // Bars of a page that runs from right to left grow to the left
    get mirrored() {
      const range = this.stage?.layout?.xaxis?.range ?? [];
      return range[0] > range[1];
    }

    listen() {
      const { plot } = this;
      plot.tabIndex = 0;
      plot.setAttribute("role", "group");
      plot.setAttribute(
        "aria-label",
        `${plot.closest(".chart").querySelector(".chart__title").textContent}. ${plot.dataset.hint}`,
      );
      let dwell;
      plot.addEventListener("pointerenter", ({ pointerType }) => {
        if (pointerType === "mouse") dwell = setTimeout(() => this.explore(), 200);
      });
      plot.addEventListener("pointerleave", () => clearTimeout(dwell));
      plot.addEventListener("click", () => this.explore());
      plot.addEventListener("focus", () => this.explore());
      plot.addEventListener("keydown", (event) => this.key(event));
      new ResizeObserver(() => this.stage && this.width !== plot.clientWidth && this.clear()).observe(plot);
    }
  }

  const charts = [...document.querySelectorAll(".chart__plot[data-figure]")].map((plot) => new Chart(plot));
  for (const chart of charts) {
    chart.listen();
    const button = chart.plot.closest(".chart").querySelector(".chart__explore");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => chart.explore().then(() => chart.plot.focus()));
  }
  const redraw = () => {
    for (const chart of charts) if (chart.stage) chart.draw();
  };
  new MutationObserver(redraw).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  addEventListener("beforeprint", () => {
    for (const chart of charts) chart.clear();
  });
})();
