// Interface words in Traditional characters; whatever stands in [data-source] is the plan's own wording and stays.
let table = null;
let watcher = null;
const before = new Map();
const attributes = ["aria-label", "placeholder", "title"];

function convert(value) {
  const trimmed = value.trim();
  if (table.phrases[trimmed]) return value.replace(trimmed, table.phrases[trimmed]);
  return [...value].map((sign) => table.signs[sign] ?? sign).join("");
}
function visit(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.parentElement?.closest("[data-source], script, style, textarea, cite")) return;
    const now = convert(node.data);
    if (now !== node.data) {
      before.set(node, { was: node.data, now });
      node.data = now;
    }
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest("[data-source]")) return;
  for (const name of attributes) {
    const was = node.getAttribute(name);
    if (was && convert(was) !== was) node.setAttribute(name, convert(was));
  }
  for (const child of node.childNodes) visit(child);
}
export async function setHant(on) {
  if (!on) {
    watcher?.disconnect();
    watcher = null;
    for (const [node, { was, now }] of before) if (node.isConnected && node.data === now) node.data = was;
    before.clear();
    return;
  }
  try { table ??= await (await fetch("api/strings/hant")).json(); } catch { return; }
  visit(document.body);
  watcher ??= new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") visit(change.target);
      for (const node of change.addedNodes) visit(node);
    }
  });
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
}
