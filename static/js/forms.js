// Forms: the kinds that fit the chosen finding, no words lost, nothing sent twice.

const WORDS = "textarea, input:not([type=radio], [type=checkbox], [type=hidden], [type=search])";
const NOT_KEPT = ["csrfmiddlewaretoken", "seen"];

/** Leave only the kinds of finding that belong to the chosen one. */
function fitKinds(form) {
  const kinds = form.elements.sub_reason;
  const chosen = form.elements.status?.value;
  if (!kinds) return;
  for (const option of kinds.options) {
    const fits = !chosen || !option.dataset.status || option.dataset.status === chosen;
    option.hidden = option.disabled = !fits;
    if (!fits && option.selected) kinds.value = "";
  }
  for (const group of kinds.querySelectorAll("optgroup")) {
    group.hidden = [...group.children].every((option) => option.hidden);
  }
}

function hasWords(form) {
  if (form.hasAttribute("data-unsaved-words")) return true;
  return [...form.elements].some(
    (field) => field.matches(WORDS) && field.value.trim() && field.value !== field.defaultValue,
  );
}

const keptForms = (root) => [...root.querySelectorAll("form[data-keep]")];
const unsaved = (root) => keptForms(root).some((form) => hasWords(form) && !("kept" in form.dataset));

// Leaving: another claim, or another page.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, target, verb } = event.detail;
  const leaves = verb === "get" || elt.id === "marking"; // a new claim's card takes the place of this one
  if (!leaves || target?.id !== "side" || elt.hasAttribute("data-discard")) return;
  if (unsaved(target) && !confirm(document.body.dataset.unsaved)) event.preventDefault();
});
let leaving = false;
addEventListener("beforeunload", (event) => {
  if (leaving || !unsaved(document)) return;
  event.preventDefault();
  sendAgain();
});

// Saving one form of a card swaps the whole card. What stands in its other forms is carried over.
let carried = null;

function read(form) {
  const fields = [...form.elements].filter((field) => field.name && !NOT_KEPT.includes(field.name));
  return {
    action: form.getAttribute("action"),
    open: form.closest("details")?.open,
    values: fields.map((field) => [field.name, field.value, field.checked, field.files]),
  };
}

function write(form, { open, values }) {
  for (const [name, value, checked, files] of values) {
    for (const field of form.elements) if (field.name === name) fill(field, value, checked, files);
  }
  const details = form.closest("details");
  if (details && open) details.open = true;
}

function fill(field, value, checked, files) {
  if (field.type === "radio" || field.type === "checkbox") {
    if (field.value === value) field.checked = checked;
  } else if (field.type === "file") {
    field.files = files;
  } else {
    field.value = value;
  }
}

// The parts that are swapped as a whole after a save: the card, and within it the discussion.
const isSwapped = (part) => part?.id === "side" || part?.id === "talk";
const claimShown = () => document.querySelector("#side .card")?.dataset.claim;

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, shouldSwap, target } = event.detail;
  if (!shouldSwap || !isSwapped(target) || requestConfig.verb === "get") return;
  const { elt } = requestConfig;
  const goes = (form) => form.contains(elt) || form.getAttribute("action") === elt.dataset.discards;
  const others = keptForms(target).filter((form) => !goes(form) && hasWords(form));
  carried = { claim: claimShown(), forms: others.map(read) };
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!isSwapped(event.target)) return;
  if (carried && carried.claim === claimShown()) {
    for (const form of keptForms(document.querySelector("#side"))) {
      const words = carried.forms.find((kept) => kept.action === form.getAttribute("action"));
      if (words) write(form, words);
    }
  }
  carried = null;
  fitAll();
});

// Choosing a finding: its kinds, and its form into view when it lies below the fold.
document.addEventListener("change", (event) => {
  if (event.target.name !== "status" || event.target.type !== "radio") return;
  fitKinds(event.target.form);
  event.target.form.scrollIntoView({ block: "nearest" });
});

// After somebody was faster: mine on top, as it stands in the form below by now.
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[data-on-top]")) return;
    const address = event.target.getAttribute("action");
    const button = document.querySelector(`#side [formaction="${address}"]`);
    const form = button?.form ?? document.querySelector(`#side form[action="${address}"]:not([data-on-top])`);
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    form.requestSubmit(button);
  },
  true,
);

// A plain form goes out once, however often its button is pressed; htmx forms have hx-sync for that.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post") || form.hasAttribute("hx-get") || form.method === "dialog") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  leaving = form.hasAttribute("data-keep");
});
addEventListener("pageshow", sendAgain);

function sendAgain() {
  leaving = false;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
}

function fitAll() {
  for (const form of keptForms(document)) fitKinds(form);
}
fitAll();

// What a document offers goes into its field by a click.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  const field = button && document.getElementById(button.dataset.fill);
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const typed = "add" in button.dataset && field.value.trim();
  field.value = typed ? `${typed}${field.matches("textarea") ? "\n" : "; "}${button.dataset.value}` : button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
