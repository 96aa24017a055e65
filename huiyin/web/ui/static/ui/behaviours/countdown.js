// Goes on counting what the server said: each minute, by the server's clock.
(() => {
  const HOUR = 3600, DAY = 86400;
  let offset = 0;
  function span(seconds) {
    const [d, h, m] = document.body.dataset.units.split("|");
    const say = (unit, n) => unit.replace("{n}", n);
    const days = Math.floor(seconds / DAY), hours = Math.floor(seconds % DAY / HOUR), minutes = Math.floor(seconds % HOUR / 60);
    const parts = days ? [say(d, days), hours && say(h, hours)] : hours ? [say(h, hours), minutes && say(m, minutes)] : [say(m, minutes)];
    return parts.filter(Boolean).join(" ");
  }
  function tick() {
    const now = Date.now() + offset;
    for (const due of document.querySelectorAll("[data-due]")) {
      const left = (new Date(due.dataset.due) - now) / 1000, words = due.querySelector("[data-words]");
      if (!words) continue;
      const said = document.body.dataset[left < 0 ? "over" : "left"].replace("{time}", span(Math.abs(left)));
      if (words.textContent !== said) words.textContent = said;
      if (left < 0 && !due.classList.contains("is-over")) {
        due.classList.remove("is-ok", "is-soon");
        due.classList.add("is-over");
      }
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    offset = new Date(document.body.dataset.now) - Date.now();
    setInterval(tick, 60_000);
  });
  document.addEventListener("htmx:afterSettle", tick);
})();
