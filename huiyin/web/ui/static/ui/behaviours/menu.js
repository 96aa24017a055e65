/* Menus and the narrow navigation: opened by their button, closed by Esc or a press elsewhere. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const side = document.getElementById("side");
  if (opener) {
    const open = document.querySelector(opener.dataset.opens).classList.toggle("show");
    opener.setAttribute("aria-expanded", String(open));
  } else if (side?.classList.contains("show") && !side.contains(event.target)) close(side);
  for (const menu of document.querySelectorAll("details.hy-menu[open], .hy-top details[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.hy-menu[open], .hy-top details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  close(document.getElementById("side"));
});
function close(side) {
  side?.classList.remove("show");
  document.querySelector('[data-opens="#side"]')?.setAttribute("aria-expanded", "false");
}
