// A text field that offers the desk's own sources while one types. Without this script it is a plain field.

const PAUSE_MS = 180;

const $ = (selector, root = document) => root.querySelector(selector);
const boxOf = (element) => element.closest?.("[data-combo]");
const inputOf = (box) => $("input", box);
const listOf = (box) => $("[role=listbox]", box);
const options = (box) => [...box.querySelectorAll("[role=option]")];
const active = (box) => $("[aria-selected=true]", box);

let timer = 0;
let asking = null; // the request under way: the next letter calls it off

/** The card comes anew with every save, so a field is made a combobox when somebody first goes there. */
function upgrade(box) {
  const input = inputOf(box);
  if (input.getAttribute("role") === "combobox") return;
  const parts = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(parts)) input.setAttribute(name, value);
  input.setAttribute("aria-controls", listOf(box).id);
}

function show(box, open) {
  listOf(box).hidden = !open;
  inputOf(box).setAttribute("aria-expanded", String(open));
  if (!open) return mark(box, null);
  listOf(box).scrollIntoView({ block: "nearest" });
}

function mark(box, option) {
  for (const other of options(box)) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    inputOf(box).setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    inputOf(box).removeAttribute("aria-activedescendant");
  }
}

async function search(box) {
  const words = inputOf(box).value.trim();
  asking?.abort();
  if (words.length < 2) return close(box);
  const mine = new AbortController();
  asking = mine;
  try {
    const answer = await fetch(`${box.dataset.combo}?q=${encodeURIComponent(words)}`, { signal: mine.signal });
    // Signed out meanwhile: the answer is another page. The field stays what it is without a script.
    if (!answer.ok || answer.redirected || !box.isConnected) return close(box);
    listOf(box).innerHTML = await answer.text();
  } catch {
    return; // called off, or no connection: nothing to offer
  }
  const found = options(box).length;
  const here = document.activeElement === inputOf(box);
  show(box, found > 0 && here);
  say(box, found ? box.dataset.found.replace("{n}", found) : box.dataset.none);
}

function say(box, words) {
  $("[data-combo-status]", box).textContent = words;
}

function close(box) {
  clearTimeout(timer);
  asking?.abort();
  show(box, false);
  say(box, "");
}

function choose(box, option) {
  const { elements } = inputOf(box).form;
  elements.source_title.value = option.dataset.title;
  elements.source_kind.value = option.dataset.kind;
  elements.url.value = option.dataset.url;
  elements.source.value = option.dataset.id;
  close(box);
  inputOf(box).focus();
}

/** Other words are another source. */
function unbind(form) {
  if (form?.elements.source) form.elements.source.value = "";
}

document.addEventListener("focusin", (event) => {
  const box = boxOf(event.target);
  if (box) upgrade(box);
});

document.addEventListener("focusout", (event) => {
  const box = boxOf(event.target);
  if (box) close(box);
});

document.addEventListener("input", (event) => {
  const box = boxOf(event.target);
  if (box) {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE_MS, box);
  }
  if (box || event.target.matches("form.sourcing [name=url], form.sourcing [name=source_kind]")) unbind(event.target.form);
});

// Before the keys of the page: Escape closes the list first, and leaves the field only when pressed again.
document.addEventListener(
  "keydown",
  (event) => {
    const box = boxOf(event.target);
    if (!box || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !listOf(box).hidden;
    const all = options(box);
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
      show(box, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const at = all.indexOf(active(box));
      mark(box, all[(at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step + all.length) % all.length]);
    } else if (event.key === "Enter" && open && active(box)) {
      choose(box, active(box));
    } else if (event.key === "Escape" && open) {
      close(box);
    } else {
      return;
    }
    event.preventDefault();
  },
  true,
);

// The pointer chooses on its way down, before the field loses the keyboard and the list closes.
document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("[data-combo] [role=option]");
  if (!option || event.button) return;
  event.preventDefault();
  choose(boxOf(option), option);
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-combo] [role=listbox]")) event.preventDefault();
});
