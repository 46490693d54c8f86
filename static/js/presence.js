// Who else is at this claim, or elsewhere in the article: asked while the page can be seen, and shown in words.

const EVERY = 20000; // a third of the time after which the desk takes a silent page for closed

const rail = document.querySelector("#rail");
const parts = document.createElement("template");
let at = ""; // the claim that was asked about last
let known = "";

const card = () => document.querySelector("#side .card");
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

async function beat() {
  const url = card()?.dataset.hereUrl;
  if (!url || document.hidden) return;
  try {
    const body = new URLSearchParams({ known: url === at ? known : "" });
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.headers.has("X-Old-Page")) {
      document.dispatchEvent(new Event("desk:signed-out"));
    }
    if (answer.status !== 200 || url !== card()?.dataset.hereUrl) return;
    at = url;
    parts.innerHTML = await answer.text();
    known = parts.content.querySelector("[data-known]").dataset.known;
    show();
  } catch {
    // No connection: who was here stays shown until the desk answers again; forms say what is not saved.
  }
}

function show() {
  for (const old of rail.querySelectorAll(".at")) old.remove();
  for (const mark of parts.content.querySelectorAll(".at")) {
    rail.querySelector(`a[data-claim="${mark.dataset.at}"] .m`)?.append(mark.cloneNode(true));
  }
  const place = document.querySelector("#here");
  const now = card()?.dataset.hereUrl === at ? parts.content.querySelector("[data-known]:not([hidden])") : null;
  // Said again only when it is something else: the place is a live region.
  if (place && place.textContent.trim() !== (now?.textContent.trim() ?? "")) {
    place.replaceChildren(...(now ? [now.cloneNode(true)] : []));
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "side") return;
  show();
  if (card()?.dataset.hereUrl !== at) beat();
});
document.addEventListener("visibilitychange", beat);
document.addEventListener("desk:signed-in", beat);
setInterval(beat, EVERY);
beat();
