// Where the keyboard stands after a part of the page was swapped. Never on <body>.

const side = document.querySelector("#side");

let rest = 0; // the timer that ends the waiting when nothing was swapped
let opener = null; // the key of the form that is being saved: E, T or X

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (target?.id !== "side") return;
  clearTimeout(rest);
  side.setAttribute("aria-busy", "true");
  opener = elt.closest("details.add[open]")?.querySelector("summary").dataset.key ?? null;
});

document.addEventListener("htmx:afterRequest", (event) => {
  // Not at once: until it settles, a new card's buttons are not htmx's yet, and a key would send the form as a page.
  if (event.detail.target?.id === "side") rest = setTimeout(() => side.removeAttribute("aria-busy"), 60);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "side") return;
  side.removeAttribute("aria-busy");
  const place = firstError() ?? closedForm() ?? side.querySelector("#card-h");
  place?.focus({ preventScroll: !place.matches("[aria-invalid], [data-first-error]") });
});

/** What has to be put right first: the notice above everything, else the first field with an error. */
function firstError() {
  const place = side.querySelector("[data-first-error], [aria-invalid=true]");
  place?.closest("details")?.setAttribute("open", "");
  return place;
}

/** A form that was saved and closed gives the keyboard back to what opened it. */
function closedForm() {
  return opener && side.querySelector(`summary[data-key="${opener}"]`);
}
