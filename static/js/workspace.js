// One selected claim, shown the same in the rail, in the text and in the card. The card leads; the others follow it.

const PHONE = matchMedia("(max-width: 54rem)");
const STANDINGS = ["sourced", "disputed", "unverified", "unchecked", "stale", "dismissed", "withdrawn"];

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const rail = $("#rail");
const text = $("#text");
const side = $("#side");
const column = side.closest("[data-view]");

const links = () => $$("a[data-claim]", rail);
const shownClaim = () => $(".card", side)?.dataset.claim;
const words = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

let selected; // the claim whose card is shown
let asked = null; // the rail link that a key went to and that has not answered yet

/** After any swap: select what the card shows, and give the marks the standings of the rail. */
function follow() {
  syncMarks();
  const number = shownClaim();
  if (asked?.dataset.claim === number) asked = null;
  const other = number !== selected;
  selected = number;
  select(number);
  if (!number || !other) return;
  column.scrollTop = 0;
  document.title = words(rail.dataset.title, { number });
  $("[data-number]").textContent = number;
  intoView(rail, $(`a[data-claim="${number}"]`, rail));
  intoView(text, $(`.mark[data-claim="${number}"]`, text));
}

/** In list and text, which may have come anew with the card. */
function select(number) {
  for (const link of links()) {
    if (link.dataset.claim === number) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const mark of $$(".mark", text)) mark.classList.toggle("on", mark.dataset.claim === number);
  const address = $(`a[data-claim="${number}"]`, rail)?.getAttribute("href");
  for (const no of $$(".no", text)) no.classList.toggle("on", no.getAttribute("href") === address);
}

/** Scroll only when it cannot be seen: the text stays where the reader left it. */
function intoView(scroller, element) {
  if (!element?.offsetParent) return;
  const box = element.getBoundingClientRect();
  const frame = PHONE.matches ? { top: 0, bottom: innerHeight - 60 } : scroller.getBoundingClientRect();
  if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) element.scrollIntoView({ block: "center" });
}

function syncMarks() {
  const rows = new Map(links().map((link) => [link.dataset.claim, link]));
  for (const mark of $$(".mark", text)) {
    const link = rows.get(mark.dataset.claim);
    if (!link || mark.classList.contains(link.dataset.status)) continue;
    restand(mark, link.dataset.status);
    for (const no of $$(`.no[href="${link.getAttribute("href")}"]`, text)) renumber(no, link);
  }
}

function renumber(no, link) {
  restand(no, link.dataset.status);
  $(".g", no).textContent = $(".g", link).textContent;
  const standing = $(".wd", link).textContent.toLowerCase();
  no.setAttribute("aria-label", words(text.dataset.markLabel, { number: link.dataset.claim, standing }));
}

function restand(element, standing) {
  element.classList.remove(...STANDINGS);
  element.classList.add(standing);
}

/** "next", "previous", or "open": the next one nobody has settled, from here and then from the top. */
function go(where) {
  const all = links();
  const from = asked ? all.indexOf(asked) : all.findIndex((link) => link.dataset.claim === shownClaim());
  const visible = (link) => !link.closest("li").hidden;
  let to;
  if (where === "previous") to = all.slice(0, Math.max(from, 0)).reverse().find(visible);
  else if (where === "next") to = all.slice(from + 1).find(visible);
  else to = [...all.slice(from + 1), ...all.slice(0, from + 1)].find((link) => visible(link) && "open" in link.dataset);
  if (to && (asked || to.dataset.claim !== shownClaim())) {
    asked = to;
    return to.click();
  }
  if (where === "open") document.dispatchEvent(new CustomEvent("toast", { detail: { message: rail.dataset.noOpen } }));
}

/** Phones show one column. */
function show(view) {
  for (const part of $$("[data-view]")) part.classList.toggle("seen", part.dataset.view === view);
  for (const link of $$("[data-show]")) {
    if (link.dataset.show === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (!PHONE.matches) return;
  scrollTo(0, 0);
  if (view === "text") intoView(text, $(".mark.on", text));
  if (view === "rail") intoView(rail, $("a[aria-current]", rail));
}

/** The proposals are there. Whoever has marked or written something takes the link instead. */
function proposed() {
  const writing = document.activeElement.closest("#marking, input, textarea");
  if (getSelection().isCollapsed && !writing) location.reload();
}

document.addEventListener("desk:proposed", proposed);
document.addEventListener("desk:go", (event) => go(event.detail));
document.addEventListener("desk:show", (event) => show(event.detail));

document.addEventListener("click", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const mark = event.target.closest("#text .mark");
  const button = event.target.closest("[data-go]");
  const view = event.target.closest("[data-show]");
  if (mark && plain && getSelection().isCollapsed) {
    // Marks take no tab stop; the rail is their keyboard, and the pointer borrows it.
    event.preventDefault();
    const link = $(`a[data-claim="${mark.dataset.claim}"]`, rail);
    if (mark.dataset.claim === shownClaim()) show("side");
    else link?.click();
  } else if (button) {
    go(button.dataset.go);
  } else if (view && plain) {
    event.preventDefault();
    show(view.dataset.show);
  }
});

// A step that was called off, or failed, is not where the next one starts.
document.addEventListener("htmx:confirm", (event) => {
  if (event.defaultPrevented) asked = null;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.failed) asked = null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "side") return;
  const other = shownClaim() !== selected;
  follow();
  if (other) show("side");
});

follow();
