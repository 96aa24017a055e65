// A list under [data-queue]: J and K move, X selects, Shift X a range, Enter opens, Esc clears; [data-bulk] counts.
(() => {
  const rows = (queue) => [...queue.querySelectorAll("tbody tr:not(.grp)")];
  const box = (row) => row?.querySelector("input[type=checkbox]");
  let anchor = null;
  function count(queue) {
    let n = 0;
    for (const row of rows(queue)) { const on = Boolean(box(row)?.checked); row.classList.toggle("is-sel", on); n += on; }
    for (const bar of document.querySelectorAll("[data-bulk]")) {
      bar.hidden = n === 0;
      const said = bar.querySelector("[data-count]");
      if (said) said.textContent = n;
    }
  }
  function move(list, step) {
    const from = list.findIndex((row) => row.classList.contains("is-cur"));
    list[from]?.classList.remove("is-cur");
    const row = list[Math.max(0, Math.min(list.length - 1, from + step))];
    row?.classList.add("is-cur");
    row?.querySelector("a")?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }
  function select(queue, list, range) {
    const row = list.find((r) => r.classList.contains("is-cur"));
    const on = !box(row)?.checked, to = list.indexOf(row);
    if (to < 0) return;
    const from = range && anchor ? list.indexOf(anchor) : to;
    for (const each of list.slice(Math.min(from, to), Math.max(from, to) + 1)) if (box(each)) box(each).checked = range || on;
    anchor = row;
    count(queue);
  }
  document.addEventListener("change", (event) => {
    const queue = event.target.closest("[data-queue]");
    if (!queue) return;
    if (event.target.matches("[data-all]")) for (const row of rows(queue)) if (box(row)) box(row).checked = event.target.checked;
    count(queue);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-clear]")) clear(document.querySelector("[data-queue]")); });
  function clear(queue) { for (const row of rows(queue)) if (box(row)) box(row).checked = false; count(queue); }
  document.addEventListener("keydown", (event) => {
    const queue = document.querySelector("[data-queue]"), key = event.key.toLowerCase();
    if (!queue || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    if (key === "escape") return clear(queue);
    if (document.body.dataset.keys === "off") return;
    const list = rows(queue);
    if (key === "j" || key === "k") { event.preventDefault(); move(list, key === "j" ? 1 : -1); }
    else if (key === "x") select(queue, list, event.shiftKey);
  });
  document.addEventListener("htmx:afterSwap", () => { const queue = document.querySelector("[data-queue]"); if (queue) count(queue); });
})();
