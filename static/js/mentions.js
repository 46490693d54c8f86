// @ in a comment: a list of the desk's people below the field. The names are fetched once, when the first @ is typed.
// The field keeps the keyboard; arrows move in the list, Enter or Tab takes a name, Escape closes it.

const CALL = /(?:^|[^\p{L}\p{N}_.+-])@([\p{L}\p{M}\p{N}_.'’-]*(?: [\p{L}\p{M}\p{N}_.'’-]*)?)$/u;
const MOST = 8;

let people = null; // a promise of the list, asked for once
let list = null;
let field = null; // the field the list is open for
let at = 0; // where in it the @ stands
let taken = null; // the field and the place right after a name that was just taken

const fold = (words) => words.normalize("NFC").toLowerCase();

async function load(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) throw new Error("no people");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list = document.importNode(page.querySelector("[role=listbox]"), true);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  return list;
}

const options = () => [...list.querySelectorAll("[role=option]:not([hidden])")];
const active = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  for (const other of list.querySelectorAll("[role=option]")) other.setAttribute("aria-selected", other === option);
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

/** Names that begin with what was typed, or whose last name does. */
function narrow(typed) {
  let shown = 0;
  for (const option of list.querySelectorAll("[role=option]")) {
    const name = fold(option.dataset.name);
    const fits = shown < MOST && (name.startsWith(typed) || name.split(" ").some((word) => word.startsWith(typed)));
    option.hidden = !fits;
    if (fits) shown += 1;
  }
  return shown;
}

async function look(box) {
  const before = box.value.slice(0, box.selectionStart);
  const call = box.selectionStart === box.selectionEnd && before.match(CALL);
  if (!call) return close();
  people ??= load(box.dataset.people);
  try {
    await people;
  } catch {
    people = null; // without the list a name is still understood
    return;
  }
  if (document.activeElement !== box) return;
  field = box;
  at = before.length - call[1].length - 1;
  if (!narrow(fold(call[1]))) return close();
  if (list.previousElementSibling !== box) box.after(list);
  list.hidden = false;
  box.setAttribute("aria-controls", list.id);
  choose(options()[0]);
}

function close() {
  if (!field) return;
  field.removeAttribute("aria-activedescendant");
  field.removeAttribute("aria-controls");
  list.hidden = true;
  field = null;
}

function take(option) {
  const box = field;
  box.setRangeText(`@${option.dataset.name} `, at, box.selectionEnd, "end");
  close();
  taken = { box, end: box.selectionEnd };
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-people]")) look(event.target);
});
// "@Ada, can you": no blank before what closes up to the name.
document.addEventListener("beforeinput", (event) => {
  const box = event.target;
  if (taken?.box === box && taken.end === box.selectionStart && /^[,.;:?!)’']$/.test(event.data ?? "")) {
    box.setRangeText("", taken.end - 1, taken.end, "end");
  }
  taken = null;
});
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});

// Before the desk's own keys hear it: Escape closes the list first, and Ctrl+Enter still saves.
document.addEventListener(
  "keydown",
  (event) => {
    if (!field || event.target !== field || event.isComposing || event.ctrlKey || event.metaKey) return;
    const all = options();
    const from = all.indexOf(active());
    if (event.key === "ArrowDown") choose(all[(from + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(from + all.length - 1) % all.length]);
    else if (event.key === "Enter" || event.key === "Tab") take(active());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
