// Marking words in the article, by pointer or by keyboard, and making a claim of them, or giving them to one.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const text = $("#text");
const side = $("#side");
const bar = () => $("#marking");
const copy = () => $("#copy");
const blocks = () => $$("[data-start]", copy());

let marking = null; // by keyboard: the block, and the first and the last word of what is marked
let settling = 0;

// --- From the page to the stored text -------------------------------------------------------------------------

/** The one place where the browser's UTF-16 becomes the desk's code points. */
const codePoints = (words) => [...words].length;

/** The article's own words in a piece of the page: claims' numbers are not text. */
function plain(fragment) {
  for (const number of fragment.querySelectorAll(".no")) number.remove();
  return fragment.textContent;
}

/** The part of the block that the range covers, or null. */
function within(block, range) {
  const part = document.createRange();
  part.selectNodeContents(block);
  if (range.compareBoundaryPoints(Range.END_TO_START, part) >= 0) return null;
  if (range.compareBoundaryPoints(Range.START_TO_END, part) <= 0) return null;
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

/** Offset of a place in the stored text. */
function offset(block, node, at) {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, at);
  return Number(block.dataset.start) + codePoints(plain(before.cloneContents()));
}

/** What is selected of the article: offsets in code points, and the words. Null when that is nothing. */
function marked() {
  const selection = getSelection();
  if (!copy() || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const parts = blocks().map((block) => ({ block, part: within(block, range) })).filter(({ part }) => part);
  const words = parts.map(({ part }) => plain(part.cloneContents())).join("\n").trim();
  if (!words) return null;
  const [first, last] = [parts[0], parts.at(-1)];
  return {
    words,
    start: offset(first.block, first.part.startContainer, first.part.startOffset),
    end: offset(last.block, last.part.endContainer, last.part.endOffset),
  };
}

// --- The bar ---------------------------------------------------------------------------------------------------

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function fillIn(form, found) {
  for (const name of ["start", "end", "words"]) form.elements[name].value = found[name];
}

/** Show what is marked and what can be made of it; hide the bar when nothing is. */
function show() {
  const form = bar();
  if (!form) return;
  const found = marked();
  const failed = form.querySelector("[role=alert]");
  if (!found && (failed || form.contains(document.activeElement))) return;
  failed?.remove();
  form.hidden = !found;
  form.toggleAttribute("data-on", Boolean(found));
  if (!found) return;
  fillIn(form, found);
  $("#marked").textContent = fill(form.dataset.quote, { words: shorten(found.words) });
  const claim = $("#words-form", side);
  for (const button of $$("[data-mark-for]", form)) {
    button.hidden = !claim || form.hasAttribute("data-gap") || (button.dataset.markFor === "split" && !inside(claim, found));
    const label = $("[data-label]", button);
    label.textContent = fill(label.dataset.label, { number: $(".card", side)?.dataset.claim });
  }
}

const inside = (claim, found) =>
  found.start >= Number(claim.dataset.from) && found.end <= Number(claim.dataset.to) &&
  found.end - found.start < Number(claim.dataset.to) - Number(claim.dataset.from);

function shorten(words) {
  const all = [...words.replace(/\s+/g, " ")];
  return all.length > 140 ? `${all.slice(0, 90).join("")} … ${all.slice(-40).join("")}` : all.join("");
}

function leave() {
  marking = null;
  getSelection().removeAllRanges();
  const form = bar();
  if (!form) return;
  form.querySelector("[role=alert]")?.remove();
  form.hidden = true;
  form.removeAttribute("data-on");
  help(false);
}

/** The buttons of the claim's own form do the work: the bar gives them the words. */
function giveToClaim(act) {
  const form = $("#words-form", side);
  const found = marked();
  if (!form || !found) return;
  fillIn(form, found);
  $(`[data-act="${act}"]`, form).click();
}

// --- By keyboard -----------------------------------------------------------------------------------------------

/** Text nodes of a block with where they begin in its own words. */
function pieces(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".no") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const found = [];
  let at = 0;
  while (walker.nextNode()) {
    found.push({ node: walker.currentNode, at });
    at += walker.currentNode.length;
  }
  return found;
}

/** Words of a block, signs that belong to them included: "€18.6", "−5", "60%". */
function wordsOf(block) {
  const whole = pieces(block).map(({ node }) => node.data).join("");
  const segments = new Intl.Segmenter(copy().lang || undefined, { granularity: "word" }).segment(whole);
  return [...segments].filter((segment) => segment.isWordLike).map(({ index, segment }) => ({
    from: index - (/[\p{Sc}#+−-]$/u.exec(whole.slice(0, index))?.[0].length ?? 0),
    to: index + segment.length + (/^[%‰°\p{Sc}]/u.exec(whole.slice(index + segment.length))?.[0].length ?? 0),
  }));
}

function select() {
  const words = wordsOf(marking.block);
  const [low, high] = [Math.min(marking.first, marking.last), Math.max(marking.first, marking.last)];
  const all = pieces(marking.block);
  const place = (at, end) => {
    const piece = all.findLast((one) => (end ? one.at < at : one.at <= at)) ?? all[0];
    return [piece.node, at - piece.at];
  };
  getSelection().setBaseAndExtent(...place(words[low].from, false), ...place(words[high].to, true));
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const frame = text.getBoundingClientRect();
  if (box.top < Math.max(frame.top, 0) + 40 || box.bottom > Math.min(frame.bottom, innerHeight) - 140) {
    getSelection().focusNode.parentElement.scrollIntoView({ block: "center" });
  }
  show(); // the browser tells of a selection later, and the next key may come first
}

/** Begin at the words of the claim that is shown, else at the first paragraph in view. */
function begin() {
  document.dispatchEvent(new CustomEvent("desk:show", { detail: "text" }));
  const on = $$(".mark.on", copy());
  const top = Math.max(text.getBoundingClientRect().top, 0);
  const block = on[0]?.closest("[data-start]") ??
    blocks().find((one) => one.getBoundingClientRect().bottom > top + 20) ?? blocks()[0];
  const words = block && wordsOf(block);
  if (!words?.length) return;
  marking = { block, first: 0, last: 0, ...spanOf(block, on, words) };
  text.focus({ preventScroll: true });
  help(true);
  select();
}

function spanOf(block, on, words) {
  const inBlock = pieces(block).filter(({ node }) => on.some((mark) => mark.contains(node)));
  if (!inBlock.length) return {};
  const [from, to] = [inBlock[0].at, inBlock.at(-1).at + inBlock.at(-1).node.length];
  const first = Math.max(words.findIndex((word) => word.to > from), 0);
  return { first, last: Math.max(words.findLastIndex((word) => word.from < to), first) };
}

/** The arrows are explained in the bar, and said once to who listens. */
function help(needed) {
  const line = $("#marking-help");
  line.hidden = !needed;
  if (!needed) return;
  const spoken = document.createElement("p");
  spoken.className = "sr";
  spoken.textContent = line.textContent;
  $("#messages").replaceChildren(spoken);
}

/** Without Shift one word, before or after what is marked; with Shift the last word moves, the first stays. */
function step(by, extend) {
  const words = wordsOf(marking.block);
  const { first, last } = marking;
  if (extend) {
    marking.last = Math.min(Math.max(last + by, 0), words.length - 1);
  } else {
    const wide = first !== last;
    const edge = by > 0 ? Math.max(first, last) : Math.min(first, last);
    const to = wide ? edge : edge + by;
    if (to < 0 || to >= words.length) return paragraph(by, by < 0);
    marking.first = marking.last = to;
  }
  select();
}

function paragraph(by, fromEnd = false) {
  const all = blocks().filter((block) => wordsOf(block).length);
  const next = all[all.indexOf(marking.block) + by];
  if (!next) return;
  const at = fromEnd ? wordsOf(next).length - 1 : 0;
  marking = { block: next, first: at, last: at };
  select();
}

const STEPS = {
  ArrowRight: (event) => step(forwards(1), event.shiftKey),
  ArrowLeft: (event) => step(forwards(-1), event.shiftKey),
  ArrowDown: () => paragraph(1),
  ArrowUp: () => paragraph(-1),
};

/** In a text that runs from right to left, the right arrow goes back. */
const forwards = (by) => (getComputedStyle(marking.block).direction === "rtl" ? -by : by);

document.addEventListener(
  "keydown",
  (event) => {
    settle();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    const field = event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea");
    const shown = bar()?.hasAttribute("data-on");
    if (event.key === "Escape" && shown && !field) leave();
    else if (!marking || field) return;
    else if (STEPS[event.key]) STEPS[event.key](event);
    else if (event.key === "Enter" && !event.target.closest("button, a, summary")) $("[type=submit]", bar()).click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// --- By pointer ------------------------------------------------------------------------------------------------

// Not at every step of a drag, but before any key that speaks of what is marked.
document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  settling = setTimeout(settle, marking ? 0 : 120);
});

// Somebody else marked words, and the next key speaks of them.
document.addEventListener("desk:marked", show);

function settle() {
  if (!settling) return;
  clearTimeout(settling);
  settling = 0;
  show();
}

document.addEventListener("pointerdown", (event) => {
  // A button must not take the marked words away before it is pressed.
  if (event.target.closest("#marking button")) event.preventDefault();
  else if (event.target.closest("#copy")) marking = null;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.hasAttribute("data-mark")) begin();
  else if (button.hasAttribute("data-unmark")) leave();
  else if (button.dataset.markFor) giveToClaim(button.dataset.markFor);
});

// Words typed into the claim's form count as typed, not as marked.
document.addEventListener("input", (event) => {
  const form = event.target.closest("#words-form, #marking");
  if (form && event.target.name === "words") form.elements.start.value = form.elements.end.value = "";
});

// --- After an answer -------------------------------------------------------------------------------------------

let scrolled = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "side") scrolled = { text: text.scrollTop, page: scrollY, copy: copy() };
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "marking") return $("[role=alert]", event.target)?.focus();
  if (event.target.id !== "side" || !scrolled) return;
  if (scrolled.copy !== copy()) {
    // The text came anew with its marks: the reader stays where they were.
    leave();
    text.scrollTop = scrolled.text;
    if (text.classList.contains("seen")) scrollTo(0, scrolled.page);
  } else {
    show();
  }
  scrolled = null;
});

if (bar()) bar().hidden = !bar().hasAttribute("data-on");
