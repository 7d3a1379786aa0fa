// The whole plan: fetched once when it is first looked at, and the place asked for shown and marked.
const words = window.PLANQA;
let loading = null;
let html = null;

export async function openReader(box) {
  if (box.dataset.state === "ready") return true;
  box.dataset.state = "loading";
  try {
    loading ??= fetch("api/document").then((reply) => {
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.text();
    });
    html = await loading;
    if (box.dataset.state !== "ready") {
      box.innerHTML = html;
      box.dataset.state = "ready";
      if (innerWidth < 900) box.querySelector(".pq-contents details")?.removeAttribute("open");
    }
    return true;
  } catch {
    loading = null;
    box.dataset.state = "failed";
    box.textContent = words.readerFailed;
    return false;
  }
}

export function goTo(at, mark = "") {
  for (const old of document.querySelectorAll("#pq-reader .pq-here, #pq-reader .pq-marked")) {
    old.classList.remove("pq-here", "pq-marked");
  }
  const place = document.getElementById(`p-${at}`);
  if (!place) return;
  if (innerWidth < 900) document.querySelector(".pq-contents details")?.removeAttribute("open");
  place.classList.add("pq-here");
  let shown = place;
  const [start, end] = mark.split("-").map(Number);
  if (mark) {
    const spans = [place, ...place.querySelectorAll("[data-s]")].filter(
      (span) => span.dataset.s !== undefined && Number(span.dataset.s) < end && Number(span.dataset.e) > start,
    );
    for (const span of spans) span.classList.add("pq-marked");
    shown = spans[0] ?? place;
  }
  requestAnimationFrame(() => {
    shown.scrollIntoView({ block: shown.offsetHeight > innerHeight / 2 ? "start" : "center" });
    place.focus({ preventScroll: true });
  });
}
