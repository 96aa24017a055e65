// The navigation as a sheet on narrow screens; without script the link's #side shows it.
document.addEventListener("DOMContentLoaded", () => {
  const side = document.getElementById("side");
  if (!side) return;
  const title = document.querySelector("[data-title]");
  if (title) title.textContent = document.querySelector("h1")?.textContent ?? "";
  let opener = null;
  const close = () => { side.classList.remove("show"); opener?.focus(); opener = null; };
  document.addEventListener("click", (event) => {
    const open = event.target.closest("[data-sheet]");
    if (open) {
      event.preventDefault();
      opener = open;
      side.classList.add("show");
      side.querySelector("a")?.focus();
    } else if (event.target.closest("[data-sheet-close]")) {
      event.preventDefault();
      close();
    } else if (side.classList.contains("show") && !side.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && side.classList.contains("show")) close(); });
});
