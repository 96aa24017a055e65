// ? shows all keys; the help page has them too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || document.body.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const dialog = document.getElementById("shortcuts");
  if (dialog) { event.preventDefault(); dialog.showModal(); }
});
