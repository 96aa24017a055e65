// data-key="n" or "g w": a key, or two in a row, presses the link or button; data-ctrl-key="k" does so, or enters a field.
(() => {
  let first = "", since = 0;
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") && !/^(checkbox|radio|button|submit)$/.test(target.type);
  const press = (keys) => {
    const found = [...document.querySelectorAll(`[data-key="${keys}"]`)].find((e) => e.checkVisibility());
    found?.click();
    return Boolean(found);
  };
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      const field = /^[a-z]$/.test(key) && document.querySelector(`[data-ctrl-key="${key}"]`);
      if (!field) return;
      event.preventDefault();
      if (field.matches("a, button")) field.click();
      else { field.focus(); field.select?.(); }
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
    if (document.body.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    if (!/^[a-z/?[\]]$/.test(key)) return;
    const pair = first && Date.now() - since < 1500 ? `${first} ${key}` : "";
    first = key; since = Date.now();
    if ((pair && press(pair)) || press(key)) { first = ""; event.preventDefault(); }
    else if (key === "/") {
      const filter = document.querySelector("[data-filter]") ?? document.getElementById("search");
      if (filter) { event.preventDefault(); filter.focus(); }
    }
  });
})();
