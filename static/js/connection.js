// When the answer does not come, or is not the one asked for: say so, keep the words, try again.

const AGAIN = 5000;
const problem = document.querySelector("#problem");

let waiting = null; // a form whose save has not reached the desk
let timer = 0;

function show(name) {
  const notice = document.querySelector(`#notice-${name}`)?.content.cloneNode(true);
  if (!problem || !notice) return;
  const since = notice.querySelector("[data-since]");
  if (since) since.textContent = new Date().toTimeString().slice(0, 5);
  problem.replaceChildren(notice);
  problem.scrollIntoView({ block: "nearest" });
}

function again() {
  if (waiting?.isConnected) waiting.requestSubmit();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "side" && event.detail.elt !== waiting) problem.replaceChildren();
});

document.addEventListener("htmx:sendError", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb !== "post") {
    if (event.detail.target?.id === "side") show("broken");
    return;
  }
  if (waiting !== elt) show("offline");
  waiting = elt;
  clearTimeout(timer);
  timer = setTimeout(again, AGAIN);
});
addEventListener("online", again);

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (event.detail.requestConfig.elt === waiting) {
    waiting = null;
    clearTimeout(timer);
    problem.replaceChildren();
  }
  if (new URL(xhr.responseURL).pathname === document.body.dataset.signIn) {
    // The session ended while the page was open: the sign-in page must not replace the card.
    event.detail.shouldSwap = false;
    show("signed-out");
  } else if (xhr.getResponseHeader("HX-Retarget") === "#problem") {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  } else if (xhr.status >= 500) {
    show("broken");
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === problem) problem.scrollIntoView({ block: "nearest" });
});
