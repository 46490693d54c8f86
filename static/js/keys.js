// The keyboard: single keys press what carries data-key, never in a field, with a modifier or behind a dialog.

const SETTING = "factdesk.keys"; // a preference; no word of an article is ever stored in the browser
const CHORD_MS = 1200;
const STEPS = { j: "next", k: "previous", n: "open" };

const $ = (selector, root = document) => root.querySelector(selector);

function isOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

const typing = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function find(key) {
  // While the next card is on its way, a key would press the one that goes.
  const usable = (element) => !element.disabled && !element.closest("[hidden], [aria-busy=true]");
  const found = [...document.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === key && usable(element));
  // What was just said comes first: its Undo is that of the last thing done.
  return found.find((element) => element.closest("#messages")) ?? found[0];
}

function press(element) {
  const view = element.closest("[data-view]");
  if (view) document.dispatchEvent(new CustomEvent("desk:show", { detail: view.dataset.view }));
  element.closest("details:not([open])")?.setAttribute("open", "");
  if (element.matches("summary")) {
    element.parentElement.open = true;
    const first = $("[data-first] textarea", element.parentElement);
    first?.closest("details").setAttribute("open", "");
    if (first) return first.focus();
    element.dispatchEvent(new CustomEvent("desk:opened", { bubbles: true }));
    $("input:checked, select, textarea, input:not([type=hidden], [type=radio])", element.parentElement)?.focus();
  } else if (element.matches("input")) {
    if (element.type === "radio") element.click();
    element.focus();
  } else {
    element.click();
  }
}

/** Escape leaves the field; pressed again it closes the form that the field belongs to. */
function leave(from) {
  const details = from.closest("details.add");
  const opener = details && $("summary", details);
  if (typing(from)) {
    const to = opener ?? $("#card-h") ?? $("#board");
    if (to) to.focus({ preventScroll: true });
    else from.blur();
  } else if (details?.open) {
    details.open = false;
    opener.focus();
  }
}

/** Ctrl+Enter saves the form one is in, else the one open form of the page. */
function save() {
  const active = document.activeElement ?? document.body;
  const near = active.form ?? active.closest("form") ?? active.closest("details.add")?.querySelector("form");
  const form = near?.matches("[data-keep]") ? near : $("form[data-main-form]");
  form?.requestSubmit();
}

let chord = -Infinity; // when G was pressed; times count from the page's load, so none is not 0

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return save();
  }
  if ($("dialog[open]")) return;
  if (key === "Escape") {
    // A search box would empty itself: what it found stays, so that J and K walk through it.
    event.preventDefault();
    return leave(target);
  }
  // AltGr is how many keyboards type [ and ]; browsers report it as Ctrl and Alt.
  const held = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
  if (held || typing(target) || !isOn()) return;
  const lower = key.toLowerCase();
  const inChord = event.timeStamp - chord < CHORD_MS;
  chord = -Infinity;
  if (inChord) {
    const end = find(`g ${lower}`);
    if (end) return press(end);
  }
  if (lower === "g") {
    chord = event.timeStamp;
  } else if (STEPS[lower]) {
    document.dispatchEvent(new CustomEvent("desk:go", { detail: STEPS[lower] }));
  } else {
    const element = find(lower);
    if (!element) return;
    event.preventDefault();
    press(element);
  }
});

const sheet = $("#sheet");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-sheet]")) sheet.showModal();
});
const toggle = $("[data-keys-switch]");
if (toggle) {
  toggle.checked = isOn();
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem(SETTING, toggle.checked ? "on" : "off");
    } catch {
      // A browser that keeps nothing keeps the shortcuts on; they still never fire in a field.
    }
  });
}
