// Says in the toast what a person should know: no network, a failure, a copy made. hy:say names which.
(() => {
  let timer = 0;
  function say(what) {
    const toast = document.querySelector("[data-toast]");
    if (!toast) return;
    toast.textContent = toast.dataset[what] ?? what;
    toast.hidden = false;
    clearTimeout(timer);
    if (what !== "offline" && what !== "idle") timer = setTimeout(() => { toast.hidden = true; }, 8000);
  }
  const quiet = () => { const toast = document.querySelector("[data-toast]"); if (toast) toast.hidden = true; };
  document.addEventListener("hy:say", (event) => (event.detail ? say(event.detail) : quiet()));
  document.addEventListener("htmx:sendError", () => say("offline"));
  document.addEventListener("htmx:responseError", () => say("failed"));
  addEventListener("offline", () => say("offline"));
  addEventListener("online", quiet);
})();
