// Light or dark at once; the server, which keeps the choice, says which by the event hy:theme.
document.addEventListener("hy:theme", (event) => {
  const { theme, next } = event.detail;
  document.documentElement.dataset.bsTheme = theme;
  for (const field of document.querySelectorAll("form[data-theme] [name=theme]")) field.value = next;
});
