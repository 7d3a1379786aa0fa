(() => {
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN", "zh"]]]) {
    try { Object.defineProperty(navigator, name, { get: () => value }); } catch { /* keep the browser's own */ }
  }
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem("planqa") || "{}"); } catch { /* first visit */ }
  const root = document.documentElement;
  root.dataset.size = String(kept.size || 0);
  root.dataset.contrast = kept.contrast ? "high" : "normal";
  const dark = kept.dark ?? matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.dark = dark ? "yes" : "no";
  window.PLANQA.kept = kept;
})();
