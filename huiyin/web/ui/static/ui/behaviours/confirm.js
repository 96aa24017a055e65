// data-confirm="what will happen": asks before what cannot be undone; data-confirm-title, data-confirm-yes name it.
(() => {
  let waiting = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]"), dialog = document.getElementById("confirm");
    if (!button || !dialog || button === waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById("confirm-title").textContent = button.dataset.confirmTitle ?? button.textContent.trim();
    dialog.querySelector("[data-confirm-text]").textContent = button.dataset.confirm;
    dialog.querySelector("[data-confirm-yes]").textContent = button.dataset.confirmYes ?? button.textContent.trim();
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return button.focus();
      waiting = button;
      button.click();
      waiting = null;
    }, { once: true });
    dialog.showModal();
  }, true);
})();
