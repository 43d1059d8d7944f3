'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  // Okabe and Ito's colours: told apart by the colour-blind, and with dashes and marks in print
  const COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#8a6d00'];
  const MARKS = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot'];
  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const STEPS = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR,
    6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY];
  const charts = [];

  Chart.defaults.animation = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = '#1a1a1a';

  const twoDigits = n => String(n).padStart(2, '0');
  const clock = t => {
    const d = new Date(t);
    return twoDigits(d.getUTCHours()) + ':' + twoDigits(d.getUTCMinutes());
  };
  const day = t => new Date(t).toLocaleDateString('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const moment = t => day(t) + ' ' + clock(t);

  const timeTicks = axis => {
    const room = Math.max(2, Math.floor(axis.width / 75));
    const step = STEPS.find(s => (axis.max - axis.min) / s <= room) || 364 * DAY;
    const ticks = [];
    for (let t = Math.ceil(axis.min / step) * step; t <= axis.max; t += step) {
      const seconds = ':' + twoDigits(new Date(t).getUTCSeconds());
      ticks.push({ value: t, label: step >= DAY ? day(t) : step >= HOUR && t % DAY === 0 ? day(t) : clock(t) + (step < MINUTE ? seconds : '') });
    }
    axis.ticks = ticks;
  };

  const dataset = (series, number) => ({
    label: series.name,
    data: series.points.map(([x, y]) => ({ x, y })),
    hidden: series.hidden === true,
    borderColor: COLOURS[number % COLOURS.length],
    backgroundColor: COLOURS[number % COLOURS.length],
    borderWidth: series.baseline ? 1.5 : 2.5,
    borderDash: series.baseline ? [[6, 3], [2, 2], [8, 3, 2, 3]][number % 3] : [],
    pointStyle: MARKS[number % MARKS.length],
    pointRadius: series.points.length > 40 ? 1.5 : 3,
    spanGaps: true,
  });

  const legend = { position: 'bottom', labels: { boxWidth: 34, boxHeight: 1, padding: 10 } };

  const draw = (id, type, content, options) => {
    const canvas = document.getElementById(id);
    if (!canvas) {
      return;
    }
    const chart = new Chart(canvas, { type, data: content, options: { responsive: true, maintainAspectRatio: false, ...options } });
    charts.push(chart);
    // for whoever checks that there is something to see
    const drawn = chart.getSortedVisibleDatasetMetas()
      .flatMap(meta => meta.data)
      .filter(e => Number.isFinite(e.x) && Number.isFinite(e.y));
    canvas.dataset.drawn = drawn.length;
  };

  const lines = (id, series, x, y, tooltip) => draw(id, 'line', { datasets: series.map(dataset) }, {
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    scales: { x, y },
    plugins: { legend: { ...legend, display: series.length > 1 }, tooltip: { callbacks: tooltip } },
  });

  const overTime = (id, series, title, more) => lines(id, series,
    { type: 'linear', afterBuildTicks: timeTicks, ticks: { callback: (v, i, all) => all[i].label, maxRotation: 0 }, bounds: 'data' },
    { title: { display: true, text: title }, ...more },
    { title: items => items.length ? moment(items[0].parsed.x) : '' });

  data.curves.forEach(curve => overTime(curve.id, curve.series, curve.title, {}));
  overTime('staleness', data.staleness, 'updates', { beginAtZero: true });
  overTime('reinstatement', data.reinstatementError, '1 − cosine', { beginAtZero: true });
  overTime('memory', data.memory, 'MiB', { beginAtZero: true });

  const unit = title => ({ type: 'linear', min: 0, max: 1, title: { display: true, text: title } });
  if (data.reliability.length) {
    const ideal = { name: 'ideal', baseline: true, points: [[0, 0], [1, 1]] };
    lines('reliability', [...data.reliability, ideal], unit('said'), unit('came true'), { title: () => '' });
  }

  const labels = data.delayLabels;
  const byDelay = data.byDelay.map(s => ({ ...s, points: s.points.map(([i, y]) => [labels[i], y]) }));
  draw('by-delay', 'line', { labels, datasets: byDelay.map(dataset) }, {
    interaction: { mode: 'index', intersect: false },
    scales: { x: { offset: true, title: { display: true, text: 'feedback came within' } }, y: { title: { display: true, text: data.measure } } },
    plugins: { legend: { ...legend, display: byDelay.length > 1 } },
  });

  draw('delays', 'bar', {
    labels: data.delays.map(d => d[0]),
    datasets: [{ label: 'observations', data: data.delays.map(d => d[1]), backgroundColor: COLOURS[0], categoryPercentage: 1, barPercentage: .92 }],
  }, {
    scales: { x: { ticks: { maxRotation: 60, autoSkipPadding: 12 }, title: { display: true, text: 'delay, from' } }, y: { title: { display: true, text: 'observations' } } },
    plugins: { legend: { display: false } },
  });

  document.documentElement.dataset.charts = charts.length;
})();
