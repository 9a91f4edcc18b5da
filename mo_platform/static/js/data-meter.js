// What this site fetched, counted on this phone and told to nobody (docs/reference/looks.md).
const KEY = "mo-data", places = document.querySelectorAll("[data-fetched]");
const line = document.querySelector("[data-meter]");
const now = new Date(), month = now.getFullYear() * 12 + now.getMonth(), day = month * 31 + now.getDate();
let page = 0;

const formatMegabytes = (bytes) =>
  (Math.ceil(bytes / 1e5) / 10).toLocaleString(document.documentElement.lang, { numberingSystem: "latn" });
function read() {
  const kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
  return { month, day, ofMonth: kept.month === month ? kept.ofMonth : 0, ofDay: kept.day === day ? kept.ofDay : 0 };
}
function write(bytes) {
  const kept = read();
  kept.ofMonth += bytes;
  kept.ofDay += bytes;
  localStorage.setItem(KEY, JSON.stringify(kept));
  show();
}
function show() {
  const counted = { page, ...read() };
  for (const place of places) {
    const bytes = counted[place.dataset.fetched];
    place.textContent = bytes < 1e6
      ? line.dataset.meter.replace("#", Math.ceil(bytes / 1e3))
      : line.dataset.meterMany.replace("#", formatMegabytes(bytes));
    place.closest("[hidden]")?.removeAttribute("hidden");
  }
}
// Behind the service worker a browser knows only the unpacked size of a page; the server says the packed one.
const sizeOf = ({ transferSize, workerStart, serverTiming: [said] = [] }) => (workerStart && transferSize && said?.duration) || transferSize;
function add(entries) {
  const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  page += bytes;
  write(bytes);
}

if ("transferSize" in PerformanceResourceTiming.prototype) {
  add(performance.getEntriesByType("navigation"));
  new PerformanceObserver((list) => add(list.getEntries())).observe({ type: "resource", buffered: true });
  document.querySelector("[data-meter-again]")?.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    show();
  });
}
