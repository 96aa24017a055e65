// After a swap focus stays where it was; if that is gone it goes to what is wrong, else to the new heading.
document.addEventListener("htmx:afterSettle", (event) => {
  const wrong = event.target.querySelector?.("[data-focus], .is-invalid");
  if (wrong) return wrong.focus();
  if (document.activeElement && document.activeElement !== document.body) return;
  const heading = event.target.querySelector?.("h1, h2, [tabindex='-1']");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
});
document.addEventListener("DOMContentLoaded", () => document.querySelector("[data-focus]")?.focus());
