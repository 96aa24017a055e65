/* A work queue ([data-queue]): J and K move, X selects, Enter opens, Esc clears; the bulk bar counts. */
(() => {
  const queue = () => document.querySelector("[data-queue]");
  const rows = () => [...(queue()?.querySelectorAll("tbody tr:not(.grp)") ?? [])];
  function count() {
    let n = 0;
    for (const row of rows()) {
      const box = row.querySelector("input[type=checkbox]");
      row.classList.toggle("is-sel", Boolean(box?.checked));
      n += box?.checked ? 1 : 0;
    }
    const bar = document.querySelector("[data-bulk]");
    if (bar) { bar.hidden = n === 0; bar.querySelector("[data-count]").textContent = n; }
  }
  function move(step) {
    const all = rows();
    const now = all.findIndex((row) => row.classList.contains("is-cur"));
    const next = all[Math.max(0, Math.min(all.length - 1, now + step))];
    all[now]?.classList.remove("is-cur");
    next?.classList.add("is-cur");
    next?.querySelector("a")?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("hy:key", ({ detail: key }) => {
    const current = rows().find((row) => row.classList.contains("is-cur"));
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "x" && current) { const box = current.querySelector("input[type=checkbox]"); if (box) box.checked = !box.checked; count(); }
    else if (key === "escape") { for (const row of rows()) { const box = row.querySelector("input[type=checkbox]"); if (box) box.checked = false; } count(); }
  });
  document.addEventListener("change", (event) => {
    if (!queue()?.contains(event.target)) return;
    if (event.target.matches("[data-all]"))
      for (const row of rows()) { const box = row.querySelector("input[type=checkbox]"); if (box) box.checked = event.target.checked; }
    count();
  });
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("DOMContentLoaded", count);
})();
