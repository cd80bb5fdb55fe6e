"use strict";
// Charts by uPlot. Colours come from the style sheet, so that light, dark and print agree.
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function axes(more) {
  const line = { stroke: colour("muted"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line") } };
  return [{ ...line, ...more }, { ...line, size: 56, values: (_, ticks) => ticks.map((tick) => (tick % 1 ? "" : number(tick))) }];
}

function keepWidth(chart, box, height) {
  new ResizeObserver(() => chart.setSize({ width: Math.max(box.clientWidth, 240), height })).observe(box);
}

function iso(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

// Verdicts a day, stacked: the sums are drawn from the highest down.
function drawDays(box, days) {
  const dated = days.filter((day) => day.day && !Number.isNaN(Date.parse(day.day)));
  if (!dated.length) {
    box.append(el("p", { class: "muted" }, t("no_days")));
    return;
  }
  const order = ["block", "review", "notice", "pass"];
  const x = dated.map((day) => Date.parse(day.day) / 1000);
  const plain = order.map((name) => dated.map((day) => day[name]));
  const sums = plain.map((_, n) => dated.map((_, i) => plain.slice(0, n + 1).reduce((sum, row) => sum + row[i], 0)));
  const height = 220;
  const series = order.map((name, n) => ({
    label: t(name), stroke: colour(name), fill: colour(name), width: 0, points: { show: false },
    paths: uPlot.paths.bars({ size: [0.7, 60] }), value: (_, __, ___, at) => (at === null ? "" : number(plain[n][at])),
  }));
  const chart = new uPlot({
    width: Math.max(box.clientWidth, 240), height, tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), "Etc/UTC"),
    scales: { x: { time: true, range: (_, low, high) => [low - 43200, high + 43200] }, y: { range: (_, __, high) => [0, high * 1.05] } },
    axes: axes({ values: (_, ticks) => ticks.map((tick) => (tick % 86400 ? "" : iso(tick).slice(5))) }),
    series: [{ label: t("day"), value: (_, at) => (at === null ? "" : iso(at)) }, ...series.reverse()],
    cursor: { y: false },
  }, [x, ...sums.reverse()], box);
  keepWidth(chart, box, height);
  const undated = days.filter((day) => !day.day).reduce((sum, day) => sum + order.reduce((s, name) => s + day[name], 0), 0);
  if (undated) box.append(el("p", { class: "muted" }, `${number(undated)} ${t("undated")}`));
}

// How the nose grew: a step at every finding, over time or, without times, over the text.
function drawTrail(box, trail, choose) {
  if (!trail.length) return;
  const timed = trail.every((step) => step[1] !== null);
  const steps = [...trail].sort((a, b) => (timed ? a[1] - b[1] : a[0] - b[0]));
  const x = steps.map((step) => (timed ? step[1] / 1000 : step[0]));
  const y = steps.map((step) => step[2]);
  for (let i = 1; i < y.length; i++) y[i] = Math.max(y[i], y[i - 1]);
  const height = 150;
  const chart = new uPlot({
    width: Math.max(box.clientWidth, 240), height, legend: { show: true },
    scales: { x: { time: false, range: (_, low, high) => [Math.min(0, low), high + Math.max(1, high * 0.02)] }, y: { range: [0, 100] } },
    axes: axes({ values: (_, ticks) => ticks.map((tick) => (timed ? clock(tick * 1000) : number(tick))) }),
    series: [
      { label: t(timed ? "time" : "place"), value: (_, at) => (at === null ? "" : timed ? clock(at * 1000) : number(at)) },
      { label: t("nose"), stroke: colour("block"), width: 2, fill: colour("soft"), paths: uPlot.paths.stepped({ align: 1 }), points: { show: true, size: 7 } },
    ],
    hooks: { ready: [(u) => u.over.addEventListener("click", () => u.cursor.idx !== null && choose(steps[u.cursor.idx][0]))] },
  }, [x, y], box);
  keepWidth(chart, box, height);
}
