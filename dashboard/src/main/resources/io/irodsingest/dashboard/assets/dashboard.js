"use strict";
// Times in the viewer's zone, a mark while the connection is lost, and charts of rates. Pages can be read without it.
(() => {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

  const showTimes = () => {
    for (const time of document.querySelectorAll("time[datetime]:not([title])")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) {
        time.title = time.dateTime;
        time.textContent = format.format(at);
      }
    }
  };

  const mark = (lost) => {
    const connection = document.getElementById("connection");
    if (connection) {
      connection.hidden = !lost;
    }
  };

  let asked = 0;

  // A stream is refused to those who are not signed in any more; where this page leads to then is the page to sign in.
  const askWhetherSignedIn = () => {
    if (Date.now() - asked < 5000) {
      return;
    }
    asked = Date.now();
    fetch(location.pathname + location.search, { redirect: "manual", cache: "no-store" })
      .then((answer) => {
        if (answer.type === "opaqueredirect") {
          location.reload();
        }
      })
      .catch(() => mark(true));
  };

  const points = [[], []];
  let last;
  const charts = new Map();

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const drawChart = (place, label, data, values) => {
    if (charts.has(place.id)) {
      charts.get(place.id).setData(data);
      return;
    }
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line") } };
    const chart = new uPlot({
      width: place.clientWidth,
      height: 200,
      legend: { show: false },
      axes: [axis, { ...axis, size: 80, label, ...(values ? { values } : {}) }],
      series: [{}, { label, stroke: colour("--accent"), width: 2 }],
    }, data, place);
    charts.set(place.id, chart);
    new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: 200 })).observe(place);
  };

  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const size = (bytes) => {
    let unit = 0;
    let left = bytes;
    while (left >= 1024 && unit < units.length - 1) {
      left /= 1024;
      unit++;
    }
    return `${Number(left.toFixed(1))} ${units[unit]}`;
  };

  let drawn;
  const showHour = () => {
    const data = document.getElementById("rates-data");
    // a line needs two points
    if (!data || data.dataset.times === drawn || Number(data.value) < 2) {
      return;
    }
    drawn = data.dataset.times;
    const numbers = (text) => text.split(",").map(Number);
    const times = numbers(data.dataset.times);
    drawChart(document.getElementById("entries-chart"), "entries a second", [times, numbers(data.dataset.entries)]);
    drawChart(document.getElementById("bytes-chart"), "bytes a second", [times, numbers(data.dataset.bytes)],
      (chart, splits) => splits.map(size));
  };

  const noteRate = () => {
    const place = document.getElementById("rate-chart");
    const figure = document.querySelector("[data-done]");
    if (!place || !figure || figure === last?.figure) {
      return;
    }
    const now = { figure, at: Date.now() / 1000, done: Number(figure.dataset.done) };
    // a pass that begins counts from 0 again
    if (last && now.at > last.at && now.done >= last.done) {
      points[0].push(now.at);
      points[1].push((now.done - last.done) / (now.at - last.at));
      if (points[0].length > 3600) {
        points[0].shift();
        points[1].shift();
      }
      place.closest("section").hidden = false;
      drawChart(place, "entries a second", points);
    }
    last = now;
  };

  const tickAll = document.getElementById("tick-all");
  if (tickAll) {
    document.getElementById("tick-all-label").hidden = false;
    tickAll.addEventListener("change", () => {
      for (const tick of document.querySelectorAll("input[form=selected]")) {
        tick.checked = tickAll.checked;
      }
    });
  }

  new MutationObserver(() => {
    showTimes();
    noteRate();
    showHour();
  }).observe(document.body, { childList: true, subtree: true });
  document.body.addEventListener("htmx:sseOpen", () => mark(false));
  document.body.addEventListener("htmx:sseError", () => {
    mark(true);
    askWhetherSignedIn();
  });
  // Leaving a page breaks its connection off, which is no loss; a page that the browser has kept has none when it is shown again.
  addEventListener("pagehide", () => htmx.trigger(document.body, "htmx:beforeCleanupElement"));
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
  showTimes();
  noteRate();
  showHour();
})();
