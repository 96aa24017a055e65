/* Deadlines count on by the server's clock: the words of every [data-due] are redrawn each minute. */
(() => {
  const words = document.documentElement.lang === "en"
    ? { left: "{t} left", over: "{t} overdue", d: "{d} d {h} h", h: "{h} h {m} min" }
    : { left: "剩 {t}", over: "超期 {t}", d: "{d}天 {h}小时", h: "{h}小时 {m}分" };
  const fill = (text, values) => text.replace(/\{(\w)\}/g, (_, key) => values[key]);
  function draw() {
    for (const due of document.querySelectorAll("[data-due]")) {
      const rest = Date.parse(due.dataset.due) - Date.now();
      const minutes = Math.floor(Math.abs(rest) / 60000);
      const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
      const target = due.querySelector("[data-left]");
      if (target) target.textContent = fill(rest > 0 ? words.left : words.over, { t: fill(d ? words.d : words.h, { d, h, m }) });
    }
  }
  setInterval(draw, 60000);
})();
