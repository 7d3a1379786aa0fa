// The page's behaviour beside Gradio: source panel, footnotes, display switches, addresses, copying.
// Nothing here makes HTML of a question or of an answer: the server sends it escaped.
import { openReader, goTo } from "./reader.js";
import { setHant } from "./hant.js";

const words = window.PLANQA;
const root = document.documentElement;
const $ = (selector, from = document) => from.querySelector(selector);
const title = () => $(".pq-edition cite")?.textContent ?? "";

// ---- what others say aloud -------------------------------------------------------------------
const toast = Object.assign(document.createElement("div"), { id: "pq-toast" });
toast.setAttribute("role", "status");
toast.setAttribute("aria-live", "polite");
document.body.append(toast);
let fading = 0;
export function say(line, { quiet = false } = {}) {
  toast.textContent = line;
  toast.classList.toggle("pq-shown", !quiet);
  clearTimeout(fading);
  fading = setTimeout(() => toast.classList.remove("pq-shown"), 2600);
}

// ---- display switches --------------------------------------------------------------------------
function keep(changes) {
  Object.assign(words.kept, changes);
  try { localStorage.setItem("planqa", JSON.stringify(words.kept)); } catch { /* private window */ }
}
function showTools() {
  document.body.classList.toggle("dark", root.dataset.dark === "yes");
  const on = {
    size: root.dataset.size !== "0",
    contrast: root.dataset.contrast === "high",
    dark: root.dataset.dark === "yes",
    hant: Boolean(words.kept.hant),
  };
  for (const button of document.querySelectorAll("[data-tool]")) {
    button.setAttribute("aria-pressed", String(on[button.dataset.tool]));
  }
}
const tools = {
  size() {
    const size = (Number(root.dataset.size) + 1) % 3;
    root.dataset.size = String(size);
    keep({ size });
    say(words.sizes[size]);
  },
  contrast() {
    const contrast = root.dataset.contrast !== "high";
    root.dataset.contrast = contrast ? "high" : "normal";
    keep({ contrast });
  },
  dark() {
    const dark = root.dataset.dark !== "yes";
    root.dataset.dark = dark ? "yes" : "no";
    keep({ dark });
  },
  hant() {
    keep({ hant: !words.kept.hant });
    setHant(words.kept.hant);
  },
};

// ---- asking ------------------------------------------------------------------------------------
export function tab(name) {
  $(`#pq-tab-${name}-button`)?.click();
}
async function until(found, tries = 200) {
  for (let left = tries; left > 0; left -= 1) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}
async function ask(question) {
  tab("ask");
  const box = await until(() => $("#pq-box textarea"));
  if (!box) return;
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 60));
  (await until(() => $("#pq-send:not([disabled])")))?.click();
}

// ---- source panel ------------------------------------------------------------------------------
let opener = null;
function panel() {
  let found = $("#pq-panel");
  if (found) return found;
  found = document.createElement("aside");
  found.id = "pq-panel";
  found.hidden = true;
  found.setAttribute("role", "dialog");
  found.setAttribute("aria-labelledby", "pq-panel-title");
  found.innerHTML = `<div class="pq-panel-head"><h2 id="pq-panel-title" tabindex="-1"></h2>
    <button type="button" class="pq-action" data-do="close"></button></div>
    <p class="pq-panel-way"></p><div class="pq-panel-body" data-source tabindex="0" role="group" aria-labelledby="pq-panel-title"></div>
    <div class="pq-panel-foot"><button type="button" class="pq-action" data-do="previous"></button>
    <button type="button" class="pq-action" data-do="following"></button>
    <a class="pq-action pq-strong" data-do="read"></a></div>`;
  $("[data-do=close]", found).textContent = words.close;
  $("[data-do=previous]", found).textContent = words.previous;
  $("[data-do=following]", found).textContent = words.following;
  $("[data-do=read]", found).textContent = words.inReader;
  document.body.append(found);
  return found;
}
export async function openPassage(at, mark = "", from = null) {
  const box = panel();
  if (from) opener = from;
  for (const other of document.querySelectorAll(".pq-current")) other.classList.remove("pq-current");
  from?.classList.add("pq-current");
  box.hidden = false;
  document.body.classList.add("pq-panel-open");
  const body = $(".pq-panel-body", box);
  $("#pq-panel-title").textContent = words.panel;
  body.textContent = words.panelLoading;
  try {
    const reply = await fetch(`api/passage?${new URLSearchParams({ at, mark })}`);
    if (!reply.ok) throw new Error(String(reply.status));
    const passage = await reply.json();
    $("#pq-panel-title").textContent = passage.label;
    $(".pq-panel-way", box).textContent = passage.heading.join(" › ");
    body.innerHTML = passage.html;
    Object.assign(box.dataset, { at: passage.id, mark, previous: passage.previous ?? "", following: passage.next ?? "" });
    $("[data-do=previous]", box).disabled = !passage.previous;
    $("[data-do=following]", box).disabled = !passage.next;
    $("[data-do=read]", box).href = `?${new URLSearchParams({ at: passage.id, ...(mark && { mark }) })}`;
    body.scrollTop = 0;
    const marked = $("mark", body);
    if (marked) body.scrollTop = Math.max(0, marked.offsetTop - body.offsetTop - body.clientHeight / 3);
  } catch {
    body.textContent = words.noPassage;
  }
  if (from) $("#pq-panel-title").focus({ preventScroll: true });
}
function closePanel() {
  const box = $("#pq-panel");
  if (!box || box.hidden) return false;
  box.hidden = true;
  document.body.classList.remove("pq-panel-open");
  $(".pq-current")?.classList.remove("pq-current");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
  return true;
}

// ---- footnotes ---------------------------------------------------------------------------------
let noteFrom = null;
function openNote(button) {
  closeNote();
  const note = document.createElement("div");
  note.id = "pq-note";
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-label", button.dataset.term);
  note.tabIndex = -1;
  const term = document.createElement("strong");
  term.textContent = button.dataset.term;
  const said = document.createElement("p");
  said.textContent = button.dataset.note;
  note.append(term, said);
  document.body.append(note);
  const place = button.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), innerWidth - note.offsetWidth - 8);
  const below = place.bottom + note.offsetHeight + 8 < innerHeight;
  note.style.left = `${left}px`;
  note.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - note.offsetHeight - 6)}px`;
  noteFrom = button;
  note.focus({ preventScroll: true });
}
function closeNote() {
  const note = $("#pq-note");
  if (!note) return false;
  note.remove();
  noteFrom?.focus({ preventScroll: true });
  noteFrom = null;
  return true;
}

// ---- what can be done with an answer -------------------------------------------------------------
async function copy(value, done) {
  try {
    await navigator.clipboard.writeText(value);
    say(done);
  } catch {
    const area = document.createElement("textarea");
    area.value = value;
    document.body.append(area);
    area.select();
    say(document.execCommand("copy") ? done : words.copyFailed);
    area.remove();
  }
}
export { copy };
const stored = (from) => JSON.parse(from.closest("[data-answer]").dataset.answer);
function withCitations(answer) {
  const places = answer.citations.map((citation) => `${title()}${citation.label}：“${citation.quote}”`);
  return [answer.answer, ...new Set(places), words.notice].join("\n");
}
async function post(path, value) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply;
}
async function feedback(from, verdict, reason = null, said = "") {
  const answer = stored(from);
  const places = answer.citations.map((citation) => citation.label);
  try {
    const value = { question: answer.question, answer: answer.answer, places, verdict, words: said };
    await post("api/feedback", reason ? { ...value, reason } : value);
    say(words.thanks);
  } catch {
    say(words.network);
  }
}
async function exportTurns(form) {
  const turns = [...document.querySelectorAll("[data-answer]")].map((turn) => {
    const { question, answer, citations } = JSON.parse(turn.dataset.answer);
    return { question, answer, citations };
  });
  try {
    const file = await (await post(`api/export?form=${form}`, { turns })).blob();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${words.exportTitle}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  } catch {
    say(words.network);
  }
}
const actions = {
  copy: (from) => copy(withCitations(stored(from)), words.copied),
  link(from) {
    const address = new URL(`?q=${encodeURIComponent(stored(from).question)}`, document.baseURI);
    copy(address.href, words.linkCopied);
  },
  again(from) {
    const turns = [...document.querySelectorAll("#pq-log .pq-turn")];
    if (turns.at(-1) === from.closest(".pq-turn")) $("#pq-again").click();
    else ask(stored(from).question);
  },
  good(from) {
    from.setAttribute("aria-pressed", "true");
    feedback(from, "good");
  },
  bad(from) {
    const form = $(".pq-feedback", from.closest(".pq-turn"));
    form.hidden = !form.hidden;
    if (!form.hidden) $("input", form).focus();
  },
  cancel(from) { from.closest("form").hidden = true; },
  "export-md": () => exportTurns("md"),
  "export-docx": () => exportTurns("docx"),
  print: () => window.print(),
  clear() { closePanel(); $("#pq-clear").click(); $("#pq-box textarea")?.focus(); },
  close: closePanel,
  previous: () => openPassage(panel().dataset.previous, panel().dataset.mark),
  following: () => openPassage(panel().dataset.following, panel().dataset.mark),
  read() {
    const { at, mark } = panel().dataset;
    closePanel();
    showPlace(at, mark, true);
  },
};

// ---- addresses -----------------------------------------------------------------------------------
export async function showPlace(at, mark = "", remember = false) {
  if (remember) history.pushState({ at, mark }, "", `?${new URLSearchParams({ at, ...(mark && { mark }) })}`);
  tab("read");
  const found = await until(() => $("#pq-reader"));
  if (found && await openReader(found)) goTo(at, mark);
}
async function start() {
  await until(() => $("#pq-tab-ask-button") && $("#pq-box textarea"), 1200);
  for (const more of document.querySelectorAll(".overflow-menu > button")) more.setAttribute("aria-label", words.moreTabs);
  showTools();
  if (words.kept.hant) setHant(true);
  const asked = new URLSearchParams(location.search);
  const tabs = { read: 1, find: 1, desk: 1 };
  if (asked.get("at")) showPlace(asked.get("at"), asked.get("mark") ?? "");
  else if (asked.get("q")) ask(asked.get("q"));
  else if (tabs[asked.get("tab")]) tab(asked.get("tab"));
  if (asked.get("plan")) checkPlan(asked.get("plan"));
}
async function checkPlan(id) {
  const plan = await (await fetch("api/plan")).json();
  if (plan.id !== id) say(words.noPlan.replace("{plan}", id).replace("{title}", plan.title));
}
window.addEventListener("popstate", () => {
  const asked = new URLSearchParams(location.search);
  if (asked.get("at")) showPlace(asked.get("at"), asked.get("mark") ?? "");
});

// A link to a place of the plan, written by any workspace.
function placeOf(link) {
  const address = new URL(link.href, document.baseURI);
  const here = new URL(document.baseURI);
  const at = address.searchParams.get("at");
  if (!at || address.origin !== here.origin || address.pathname !== here.pathname || link.target === "_blank") return null;
  return { at, mark: address.searchParams.get("mark") ?? "" };
}

// ---- one listener for all ------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const hit = (selector) => target.closest(selector);
  const stop = (done) => { event.preventDefault(); done(); };
  let found;
  if (!hit("#pq-note")) closeNote();
  if ((found = hit("[data-tool]"))) stop(() => { tools[found.dataset.tool](); showTools(); });
  else if ((found = hit("[data-ask]"))) stop(() => ask(found.dataset.ask));
  else if ((found = hit(".pq-term"))) stop(() => openNote(found));
  else if ((found = hit("[data-do]"))) stop(() => actions[found.dataset.do]?.(found));
  else if ((found = hit("[data-turn]"))) stop(() => $(`#turn-${found.dataset.turn}`)?.scrollIntoView({ block: "start" }));
  else if ((found = hit("[data-address]"))) {
    stop(() => {
      history.replaceState(null, "", `?at=${found.dataset.address}`);
      copy(new URL(`?at=${found.dataset.address}`, document.baseURI).href, words.linkCopied);
    });
  } else if ((found = hit("[data-goto]"))) stop(() => showPlace(found.dataset.goto, "", true));
  else if ((found = hit("[data-at]:not(#pq-panel)"))) stop(() => openPassage(found.dataset.at, found.dataset.mark ?? "", found));
  else if (!event.ctrlKey && !event.metaKey && !event.shiftKey && (found = hit("a[href]")) && placeOf(found)) {
    const { at, mark } = placeOf(found);
    stop(() => showPlace(at, mark, true));
  } else if ((found = hit(".pq-skip"))) stop(async () => { tab("ask"); (await until(() => $("#pq-box textarea")))?.focus(); });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (closeNote() || closePanel())) event.preventDefault();
});
// One question at a time: Enter does nothing while an answer is on its way, nor twice in a moment.
let entered = 0;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.closest?.("#pq-box")) return;
  if ($("#pq-stop") || event.timeStamp - entered < 600) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  entered = event.timeStamp;
}, true);
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.(".pq-feedback");
  if (!form) return;
  event.preventDefault();
  const said = new FormData(form);
  const reason = [...said.entries()].find(([name]) => name.startsWith("reason-"))?.[1] ?? null;
  feedback(form, "bad", reason, said.get("words") ?? "");
  form.hidden = true;
}, true);

// ---- following the conversation ----------------------------------------------------------------------
let turnsBefore = 0;
let liveBefore = "";
new MutationObserver(() => {
  const turns = document.querySelectorAll("#pq-log .pq-turn");
  document.body.classList.toggle("pq-asked", turns.length > 0 || Boolean($("#pq-live .pq-turn")));
  const live = $("#pq-live .pq-turn, #pq-live .pq-notice");
  const now = live ? $(".pq-now", live)?.textContent ?? live.textContent : "";
  if (now && now !== liveBefore) {
    if (!liveBefore) live.scrollIntoView({ block: "start" });
    say(now, { quiet: true });
  }
  liveBefore = now;
  if (turns.length > turnsBefore) {
    const last = turns[turns.length - 1];
    last.scrollIntoView({ block: "start" });
    say($(".pq-text, .pq-refusal, .pq-notice", last)?.textContent ?? "", { quiet: true });
  }
  turnsBefore = turns.length;
  const reader = $("#pq-reader");
  if (reader && !reader.dataset.state) openReader(reader);
  document.documentElement.lang = words.kept.hant ? "zh-Hant" : "zh-CN";
}).observe(document.body, { childList: true, subtree: true });

start();
