// Open sentences: going from one to the next, saying that there is nothing to check, taking that back.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const text = $("#text");
const copy = () => $("#copy");
const bar = () => $("#marking");
const loose = () => $$(".loose", copy());
const open = () => $$(".loose.open", copy());
const begins = (sentence) => Number.parseInt(sentence.dataset.at, 10);
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const tell = (message) => document.dispatchEvent(new CustomEvent("toast", { detail: { message } }));

let chosen = null; // the sentence the bar speaks of
let last = null; // where the one before stood: after it comes the next

// --- Choosing --------------------------------------------------------------------------------------------------

/** Its words become the marked words, so that the bar for these opens; the keyboard stands on it. */
function choose(sentence) {
  drop();
  chosen = sentence;
  last = begins(sentence);
  document.dispatchEvent(new CustomEvent("desk:show", { detail: "text" }));
  sentence.classList.add("on");
  sentence.tabIndex = -1;
  sentence.setAttribute("role", "group");
  sentence.setAttribute("aria-label", spoken(sentence));
  intoView(sentence);
  sentence.focus({ preventScroll: true });
  getSelection().selectAllChildren(sentence);
  dress();
  document.dispatchEvent(new CustomEvent("desk:marked"));
}

function spoken(sentence) {
  const all = open();
  const place = all.indexOf(sentence) + 1;
  const pattern = place ? text.dataset.gapOpen : text.dataset.gapNone;
  return fill(pattern, { place, all: all.length, words: sentence.textContent });
}

function drop() {
  const sentence = chosen;
  chosen = null;
  dress();
  if (!sentence) return;
  // It may still hold the keyboard, so it stays where that can be.
  sentence.classList.remove("on");
  sentence.removeAttribute("role");
  sentence.removeAttribute("aria-label");
}

function leave() {
  getSelection().removeAllRanges();
  drop();
  document.dispatchEvent(new CustomEvent("desk:marked"));
}

/** The bar offers what can be done with the chosen sentence. */
function dress() {
  const form = bar();
  if (!form) return;
  form.toggleAttribute("data-gap", Boolean(chosen));
  const offered = {
    sentence: chosen?.classList.contains("open"),
    paragraph: chosen?.classList.contains("open") && $$(".loose.open", block(chosen)).length > 1,
    back: chosen?.classList.contains("none"),
  };
  for (const button of $$("[data-gap-act]", form)) button.hidden = !offered[button.dataset.gapAct];
}

const block = (sentence) => sentence.closest("[data-start]");

const frame = () => {
  const box = text.getBoundingClientRect();
  return { top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
};

function intoView(sentence) {
  const [box, { top, bottom }] = [sentence.getBoundingClientRect(), frame()];
  // The bar lies over the last lines.
  if (box.top < top + 40 || box.bottom > bottom - 160) sentence.scrollIntoView({ block: "center" });
}

// --- Going -----------------------------------------------------------------------------------------------------

/** From the chosen sentence, or the one before while it can be seen, else from what is on the screen; then round. */
function go(where) {
  const all = open();
  if (!all.length) return tell(text.dataset.noGap);
  const { top, bottom } = frame();
  const before = loose().find((one) => begins(one) === last)?.getBoundingClientRect();
  const known = chosen || (before && before.bottom > top && before.top < bottom);
  const after = (one) => (known ? begins(one) > last : one.getBoundingClientRect().bottom > top + 20);
  const ahead = (one) => (known ? begins(one) < last : one.getBoundingClientRect().top < bottom);
  choose(where === "next" ? (all.find(after) ?? all[0]) : (all.findLast(ahead) ?? all.at(-1)));
}

// --- Saying so -------------------------------------------------------------------------------------------------

/** Written when it is sent: a save that waits for the network must not speak of the sentence chosen since. */
function send(form, places, paragraph = "") {
  for (const old of $$("[name=at]", form)) old.remove();
  for (const place of places) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "at", value: place });
    form.append(field);
  }
  if (form.elements.paragraph) form.elements.paragraph.value = paragraph;
  form.requestSubmit();
}

const ACTS = {
  sentence: () => send($("#gap"), [chosen.dataset.at]),
  paragraph: () => send($("#gap"), [chosen.dataset.at], block(chosen).dataset.start),
  back: () => send($("#gap-back"), [chosen.dataset.at]),
};

/** The gutters lead, and the sentences in the text follow them. */
function follow() {
  const states = new Map($$(".gutter i", copy()).map((one) => [one.dataset.at, one.classList]));
  for (const sentence of loose()) {
    const state = states.get(sentence.dataset.at);
    for (const name of ["open", "none"]) sentence.classList.toggle(name, Boolean(state?.contains(name)));
  }
}

document.addEventListener("covered", ({ detail }) => {
  follow();
  tell(detail.message);
  if (detail.marked?.length) offerUndo(detail.marked);
  const back = detail.opened && loose().find((one) => one.dataset.at === detail.opened[0]);
  if (back) return choose(back);
  if (open().length) return go("next");
  leave();
});

function offerUndo(places) {
  const toast = $("#messages .toast");
  toast?.append($("#gap-undo").content.cloneNode(true));
  const undo = toast && $("[data-gap-undo]", toast);
  if (!undo) return;
  undo.dataset.places = places.join(" ");
  // The message stays while the keyboard rests on it, as it does under the pointer.
  undo.addEventListener("focus", () => toast.dispatchEvent(new Event("pointerenter")));
  undo.addEventListener("blur", () => toast.dispatchEvent(new Event("pointerleave")));
}

// --- Listening -------------------------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const stretch = event.target.closest(".gutter i");
  const sentence = event.target.closest(".loose.open");
  const button = event.target.closest("[data-gap], [data-gap-act], [data-gap-undo]");
  if (button?.dataset.gap && plain) {
    event.preventDefault();
    go(button.dataset.gap);
  } else if (button?.dataset.gapAct && chosen) {
    ACTS[button.dataset.gapAct]();
  } else if (button?.dataset.places) {
    send($("#gap-back"), button.dataset.places.split(" "));
  } else if (stretch) {
    const found = loose().find((one) => one.dataset.at === stretch.dataset.at);
    if (found?.matches(".open, .none")) choose(found);
  } else if (sentence && plain && sentence !== chosen && getSelection().isCollapsed) {
    choose(sentence);
  }
});

// Other words are marked, or none: the bar no longer speaks of the sentence.
document.addEventListener("selectionchange", () => {
  if (!chosen) return;
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  const whole = range && range.toString() === chosen.textContent && chosen.contains(range.startContainer);
  if (!whole) drop();
});

// Whoever goes on to a claim has left the sentence: X is that claim's key again.
document.addEventListener("focusin", (event) => {
  if (chosen && !event.target.closest(".loose, #marking, #messages, #sheet")) leave();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (chosen && !chosen.isConnected) chosen = null;
  if (event.target.id === "marking" || event.target.id === "side") dress();
});

// What went wrong is said in the card's column; phones show one column at a time.
document.addEventListener("htmx:afterSwap", (event) => {
  const from = event.detail.requestConfig?.elt.id ?? "";
  if (event.target.id !== "problem" || !from.startsWith("gap")) return;
  document.dispatchEvent(new CustomEvent("desk:show", { detail: "side" }));
  $("[role=alert]", event.target)?.focus();
});

const named = location.hash.startsWith("#s") && document.getElementById(location.hash.slice(1));
if (named && named.matches(".loose.open, .loose.none")) choose(named);
