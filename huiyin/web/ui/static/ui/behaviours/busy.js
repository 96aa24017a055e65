// A form on its way cannot be sent twice: its button turns, keeps its width and says so.
(() => {
  const buttons = (form) => form.querySelectorAll("button[data-busy], button.btn-primary");
  function busy(form, on) {
    for (const button of buttons(form)) {
      button.setAttribute("aria-disabled", on);
      button.classList.toggle("is-busy", on);
    }
    form.toggleAttribute("aria-busy", on);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("aria-busy")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (event.target.method === "post" && !event.defaultPrevented) busy(event.target, true);  // at once: a second click may follow in the same moment
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => { const form = event.target.closest("form"); if (form) busy(form, false); });
  addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[aria-busy]")) busy(form, false); });
})();
