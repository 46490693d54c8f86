// The queue by keyboard: J and K walk the rows, Space chooses, Shift+click chooses up to here.

const $ = (selector, root = document) => root.querySelector(selector);
const list = () => $("#queue");
const links = () => [...list().querySelectorAll("td .story")];
const boxes = () => [...list().querySelectorAll("td input[type=checkbox]")];
const rowOf = (element) => element?.closest?.("#queue tr");

let last = null; // the box that was chosen last: where a range begins

/** How many are chosen; and whether that is all of them. */
function count() {
  const all = boxes();
  const chosen = all.filter((box) => box.checked).length;
  const out = $("[data-count]", list());
  if (out) out.textContent = chosen ? $("#bulk").dataset.chosen.replace("{n}", chosen) : "";
  const every = $("[data-all]", list());
  if (!every) return;
  every.checked = chosen > 0 && chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
}

document.addEventListener("desk:go", (event) => {
  const all = links();
  const at = all.indexOf($(".story", rowOf(document.activeElement) ?? document.createElement("p")));
  const to = event.detail === "previous" ? all[Math.max(at, 1) - 1] : all[Math.min(at + 1, all.length - 1)];
  to?.focus();
});

document.addEventListener("keydown", (event) => {
  const box = event.key === " " && event.target.matches(".story") && $("input[type=checkbox]", rowOf(event.target) ?? list());
  if (!box) return;
  event.preventDefault();
  box.click();
});

document.addEventListener("click", (event) => {
  const box = event.target;
  if (box.matches("[data-all]")) {
    for (const other of boxes()) other.checked = box.checked;
  } else if (boxes().includes(box)) {
    const all = boxes();
    const from = all.indexOf(last);
    if (event.shiftKey && from >= 0) {
      const ends = [from, all.indexOf(box)].sort((a, b) => a - b);
      for (const other of all.slice(ends[0], ends[1] + 1)) other.checked = box.checked;
    }
    last = box;
  } else return;
  count();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "queue") return;
  last = null;
  count();
  // The filter that would be kept is the one that is shown now.
  const keep = $("#keep");
  if (keep) keep.action = keep.dataset.action + location.search;
  if (event.detail.requestConfig?.verb === "post") ($("[data-outcome]", list()) ?? list()).focus();
});
count();
