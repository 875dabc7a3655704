"use strict";
// Times in the viewer's zone, a mark while the connection is lost, and the chart of a job's rate. Pages can be read without it.
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

  const points = [[], []];
  let last;
  let chart;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const drawChart = (place) => {
    const width = place.clientWidth;
    if (chart) {
      chart.setData(points);
      return;
    }
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line") } };
    chart = new uPlot({
      width,
      height: 200,
      legend: { show: false },
      axes: [axis, { ...axis, size: 70 }],
      series: [{}, { label: "entries a second", stroke: colour("--accent"), width: 2 }],
    }, points, place);
    new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: 200 })).observe(place);
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
      drawChart(place);
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
  }).observe(document.body, { childList: true, subtree: true });
  document.body.addEventListener("htmx:sseOpen", () => mark(false));
  document.body.addEventListener("htmx:sseError", () => mark(true));
  showTimes();
  noteRate();
})();
