// Ctrl+Enter presses the page's primary button, from inside a field too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const place = document.querySelector("dialog[open]") ?? event.target.closest("form") ?? document;
  const primary = place.querySelector(".btn-primary:not(:disabled)") ?? document.querySelector("main .btn-primary:not(:disabled)");
  if (primary) { event.preventDefault(); primary.click(); }
});
