(() => {
  const kind = document.getElementById("kind"), words = document.getElementById("words");
  if (!kind) return;
  const entries = [...document.querySelectorAll(".failure")], shown = document.getElementById("shown");
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    for (const entry of entries) {
      const fits = (!kind.value || entry.dataset.kind === kind.value)
        && (!wanted || entry.textContent.toLowerCase().includes(wanted));
      entry.hidden = !fits;
    }
    shown.textContent = entries.filter((entry) => !entry.hidden).length + " 题";
  };
  kind.addEventListener("change", filter);
  words.addEventListener("input", filter);
})();
