// The discussion in a claim's card: where the keyboard stands after it was loaded or changed, and links that open it.

const HASH = "#discussion"; // how a notice leads here

const isTalk = (element) => element?.id === "talk";

let early = null; // what was typed between the key C and the field that it asked for

/** Opened by its key, it is opened to write. Who opened it with the pointer or Enter reads first. */
const toWrite = (talk, config) => config?.verb === "get" && !talk.parentElement.contains(document.activeElement);

document.addEventListener("desk:opened", (event) => {
  if (event.target.closest("#discussion")?.querySelector("#talk [data-to-load]")) early = "";
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (isTalk(event.detail.target) && event.detail.failed) early = null;
});
// Words are not commands: nobody waits for an answer before they type.
document.addEventListener(
  "keydown",
  (event) => {
    if (early === null || event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
    early += event.key;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

/** The field for the key C, with the form it stands in opened. */
function toField(talk) {
  const field = talk.querySelector("[data-first] textarea");
  for (let at = field?.closest("details:not([open])"); at; at = at.closest("details:not([open])")) at.open = true;
  (field ?? talk.parentElement.querySelector("summary")).focus();
  if (!field) return;
  // On from what was left there.
  field.setRangeText(early ?? "", field.value.length, field.value.length, "end");
  if (early) field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("htmx:afterSettle", (event) => {
  const { target } = event;
  if (!isTalk(target)) return;
  const wrong = target.querySelector("[data-first-error], [aria-invalid=true]");
  const place = wrong ?? target.querySelector("[data-focus]");
  wrong?.closest("details")?.setAttribute("open", "");
  if (place) place.focus({ preventScroll: !wrong });
  else if (toWrite(target, event.detail.requestConfig)) toField(target);
  else if (location.hash === HASH) target.parentElement.scrollIntoView({ block: "start" });
  early = null;
});

/** A notice leads to the discussion: it is there, open. */
function follow() {
  if (location.hash !== HASH) return;
  const details = document.querySelector("#discussion details");
  const summary = details?.querySelector("summary");
  if (!details) return;
  document.dispatchEvent(new CustomEvent("desk:show", { detail: "side" }));
  summary.focus();
  details.open = true;
}
addEventListener("hashchange", follow);
// After htmx has put its ear to the details.
document.addEventListener("DOMContentLoaded", () => setTimeout(follow));
