// [ and ] go to the panel before and the panel after: their headings take the focus in turn.
document.addEventListener("keydown", (event) => {
  if ((event.key !== "[" && event.key !== "]") || document.body.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select")) return;
  const titles = [...document.querySelectorAll("main .card-title")].filter((title) => title.checkVisibility());
  const here = titles.findIndex((title) => title.closest(".card").contains(document.activeElement));
  const next = titles[event.key === "]" ? here + 1 : here < 0 ? titles.length - 1 : here - 1];
  if (!next) return;
  event.preventDefault();
  next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
  next.closest(".card").scrollIntoView({ block: "nearest" });
});
