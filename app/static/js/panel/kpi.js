// The dashboard's charts: one line or bar per day, thick enough for a projector, in the page's own colours.
import uPlot from "../../vendor/uplot.js";

const box = document.querySelector("[data-kpi-charts]");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/* The legend begins with the newest day; arrow keys, Home and End choose another on a figure with the focus. */
function readByKeys(figure, plot) {
  const last = plot.data[0].length - 1;
  let at = last;
  const show = () => plot.setCursor({ left: plot.valToPos(plot.data[0][at], "x"), top: 0 });
  if (last < 0) return;
  requestAnimationFrame(() => plot.setLegend({ idx: last })); // not before the first drawing, which empties it
  figure.tabIndex = 0;
  figure.onfocus = show;
  figure.querySelector(".u-legend").setAttribute("role", "status");
  figure.onkeydown = (event) => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    at = Math.min(Math.max(next, 0), last);
    show();
  };
}

/* Releases and incidents: a line each across the chart, with its words beside it where they fit. */
function drawMarks(marks) {
  return (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour("--chart-4") || "#a60";
    ctx.textAlign = "left"; // the axes leave their own
    ctx.font = `${11 * devicePixelRatio}px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = "left"; // the axes leave it in the middle
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    let free = bbox.left;
    for (const [at, words] of marks) {
      const x = plot.valToPos(Date.parse(at.slice(0, 19)) / 1000, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const end = x + 4 + ctx.measureText(words).width;
      if (x < free || end > bbox.left + bbox.width) continue;
      ctx.fillText(words, x + 4, bbox.top + 11 * devicePixelRatio);
      free = end + 4;
    }
    ctx.restore();
  };
}

function draw() {
  const series = JSON.parse(box.dataset.series);
  const words = JSON.parse(box.dataset.words);
  const days = series.days.map((day) => Date.parse(`${day}T00:00:00`) / 1000);
  const ink = colour("--text-2") || "#555";
  const grid = { stroke: colour("--line") || "#ddd", width: 1 };
  for (const figure of box.querySelectorAll("[data-chart]")) {
    figure.querySelector(".uplot")?.remove();
    const kind = figure.dataset.chart;
    const accent = colour("--accent") || "#0a6";
    const short = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
    const plot = new uPlot(
      {
        width: figure.clientWidth,
        height: 240,
        scales: kind === "stars" ? { y: { range: [1, 5] } } : { y: { range: (_plot, _low, high) => [0, Math.max(high, 1) * 1.1] } },
        axes: [
          { stroke: ink, grid, values: (_plot, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short" })) },
          { stroke: ink, grid, size: 64, values: (_plot, ticks) => ticks.map((tick) => short.format(tick)) },
        ],
        series: [
          { label: words.day, value: (_plot, day) => (day ? new Date(day * 1000).toLocaleDateString("en-GB") : "–") },
          { label: words[kind], stroke: accent, width: 3, fill: kind === "stars" ? undefined : `${accent}22`, spanGaps: true, points: { show: days.length < 40, size: 7 } },
          { label: words.before, stroke: ink, width: 2, dash: [2, 4], spanGaps: true, points: { show: false } },
        ],
        hooks: { draw: [drawMarks(series.marks)] },
      },
      [days, series[kind], series.before[kind]],
      figure,
    );
    readByKeys(figure, plot);
  }
}

if (box) {
  draw();
  let waiting;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
