// Two minutes before the session ends for want of use, says so; any use keeps it alive.
(() => {
  const LIMIT = 8 * 3600_000, AHEAD = 120_000;
  let used = Date.now(), warned = false;
  document.addEventListener("htmx:afterRequest", () => { used = Date.now(); });
  setInterval(() => {
    if (!warned && document.getElementById("side") && Date.now() - used > LIMIT - AHEAD) {
      warned = true;
      document.dispatchEvent(new CustomEvent("hy:say", { detail: "idle" }));
    }
  }, 30_000);
  for (const use of ["keydown", "pointerdown"]) addEventListener(use, async () => {
    if (!warned) return;
    warned = false;
    used = Date.now();
    await fetch("/accounts/awake/");
    document.dispatchEvent(new CustomEvent("hy:say", { detail: "" }));
  });
})();
