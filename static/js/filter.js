// The rail's filter: by words and by chip, in the browser alone, over the rows that are already there.

const rail = document.querySelector("#rail");
const box = rail.querySelector("#words");
const chips = [...rail.querySelectorAll("[data-filter]")];
const none = rail.querySelector("[data-none]");

const rows = () => [...rail.querySelectorAll("li")];
const fits = (row, code) => code === "all" || code in row.firstElementChild.dataset;
const plain = (words) => words.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

function filter() {
  const code = chips.find((chip) => chip.ariaPressed === "true")?.dataset.filter ?? "all";
  const wanted = plain(box.value.trim());
  const all = rows();
  for (const row of all) row.hidden = !fits(row, code) || !plain(row.textContent).includes(wanted);
  none.hidden = !all.length || all.some((row) => !row.hidden);
}

/** Saving a claim changes its row; the chips count again what they show. */
function recount() {
  const all = rows();
  for (const count of document.querySelectorAll("[data-count]")) count.textContent = all.length;
  for (const part of rail.querySelectorAll(".tools > [hidden]")) part.hidden = !all.length;
  for (const chip of chips) {
    chip.querySelector(".c").textContent = all.filter((row) => fits(row, chip.dataset.filter)).length;
  }
}

box.addEventListener("input", filter);
for (const chip of chips) {
  chip.addEventListener("click", () => {
    for (const other of chips) other.ariaPressed = String(other === chip);
    filter();
  });
}
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.target.id === "claims") filter();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "side") recount();
});
