/* After a fragment is swapped in: focus goes to its first error, else to what asked for it ([autofocus]), else stays. */
document.addEventListener("htmx:afterSwap", (event) => {
  const part = event.target;
  const next = part.querySelector?.("[aria-invalid=true], [data-summary], [autofocus]");
  if (next) { if (!next.hasAttribute("tabindex") && !next.matches("input, textarea, select, button, a")) next.tabIndex = -1; next.focus(); }
});
