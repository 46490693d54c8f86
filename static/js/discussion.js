// The discussion in a claim's card: where the keyboard stands after it was loaded or changed, and links that open it.

const isTalk = (element) => element?.id === "talk";

/** The field for the key C, with the form it stands in opened. */
function toField(talk) {
  const field = talk.querySelector("[data-first] textarea");
  for (let at = field?.closest("details:not([open])"); at; at = at.closest("details:not([open])")) at.open = true;
  field?.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  const { target } = event;
  if (!isTalk(target)) return;
  const wrong = target.querySelector("[data-first-error], [aria-invalid=true]");
  const place = wrong ?? target.querySelector("[data-focus]");
  wrong?.closest("details")?.setAttribute("open", "");
  if (place) place.focus({ preventScroll: !wrong });
  // Opened by its key, it is opened to write; who opened it with the pointer or Enter reads first.
  else if (event.detail.requestConfig?.verb === "get" && !target.parentElement.contains(document.activeElement)) toField(target);
});

/** A notice leads to the discussion: it is there, open. */
function follow() {
  if (location.hash !== "#discussion") return;
  const details = document.querySelector("#discussion details");
  const summary = details?.querySelector("summary");
  if (!details) return;
  document.dispatchEvent(new CustomEvent("desk:show", { detail: "side" }));
  summary.focus();
  details.open = true;
  details.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", follow);
// After htmx has put its ear to the details.
document.addEventListener("DOMContentLoaded", () => setTimeout(follow));
