// A list under [data-queue] is remembered by its links; on a page of that list J and K go to the next and the one before.
(() => {
  const KEPT = "hy-list", address = (link) => new URL(link.href).pathname;
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEPT)) ?? []; } catch { return []; } };
  function remember() {
    const links = document.querySelectorAll("[data-queue] tbody tr:not(.grp) a.ttl, [data-queue] tbody tr:not(.grp) .ttl a");
    if (links.length) sessionStorage.setItem(KEPT, JSON.stringify([...new Set([...links].map(address))]));
  }
  function show() {
    const place = document.querySelector("[data-neighbours]"), list = kept(), here = list.indexOf(location.pathname);
    if (!place || here < 0 || list.length < 2) return;
    place.querySelector("[data-place]").textContent = `${here + 1} / ${list.length}`;
    for (const [key, step] of [["k", -1], ["j", 1]]) {
      const link = place.querySelector(`[data-key="${key}"]`);
      link.hidden = !list[here + step];
      if (list[here + step]) link.href = list[here + step];
    }
    place.hidden = false;
  }
  document.addEventListener("DOMContentLoaded", () => { remember(); show(); });
  document.addEventListener("htmx:afterSettle", () => { remember(); show(); });
})();
