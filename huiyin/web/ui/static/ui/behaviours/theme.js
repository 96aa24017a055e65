/* The theme: "auto" follows the machine; the switch works at once and is kept by the server. */
(() => {
  const page = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { if (page.dataset.theme === "auto") page.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !("themeSwitch" in button.dataset) || !window.fetch) return;
    event.preventDefault();
    const next = page.dataset.bsTheme === "dark" ? "light" : "dark";
    const body = new FormData(event.target);
    body.set("theme", next);
    fetch(event.target.action, { method: "POST", body, redirect: "manual" });
    page.dataset.bsTheme = page.dataset.theme = next;
  });
})();
