/* The keyboard: [data-key="n"] is pressed or focused by its key; single letters are off in fields and if switched off. */
(() => {
  let going = false;
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const name = (event) => [(event.ctrlKey || event.metaKey) && "ctrl", event.altKey && "alt", event.key.toLowerCase()].filter(Boolean).join("+");
  function press(key) {
    const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((el) => el.offsetParent !== null || el.tagName === "A");
    if (!target) return false;
    if (target.matches("input, textarea, select")) { target.focus(); target.select?.(); } else target.click();
    return true;
  }
  document.addEventListener("keydown", (event) => {
    const key = name(event);
    const single = !key.includes("+");
    if (single && key !== "escape" && (typing(event.target) || document.body.dataset.keys === "off")) return;
    if (document.querySelector("dialog[open]") && single) return;
    if (single && key === "?") { document.getElementById("shortcuts")?.showModal(); event.preventDefault(); return; }
    if (going) { going = false; if (press(`g ${key}`)) event.preventDefault(); return; }
    if (single && key === "g") { going = true; setTimeout(() => { going = false; }, 1500); return; }
    if (press(key)) { event.preventDefault(); return; }
    if (single) {
      document.dispatchEvent(new CustomEvent("hy:key", { detail: key }));
      if ("jk".includes(key) && document.querySelector("[data-queue]")) event.preventDefault();
    }
  });
})();
