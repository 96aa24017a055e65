// form[data-autosave=url] keeps a draft every ten seconds and on leaving a field, and says when: [data-saved].
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    let kept = new URLSearchParams(new FormData(form)).toString(), saving = false;
    const save = async () => {
      const body = new URLSearchParams(new FormData(form));
      if (saving || body.toString() === kept) return;
      saving = true;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
        if (answer.ok) {
          kept = body.toString();
          const said = document.querySelector("[data-saved]"), words = (await answer.text()).trim();
          if (said && words) said.textContent = words;
        }
      } catch { /* network.js says so */ } finally { saving = false; }
    };
    setInterval(save, 10_000);
    form.addEventListener("focusout", save);
  }
});
