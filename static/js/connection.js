// When the answer does not come, or is not the one asked for: say so, keep the words, try again.

const AGAIN = 5000;
const problem = document.querySelector("#problem");

let waiting = null; // a form whose save has not reached the desk
let timer = 0;
let door = 0; // asking whether the person is signed in again
let asking = false;

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

/** Signed in again in another tab: take the new token, and go on where it stopped. */
async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(document.body.dataset.session, { redirect: "manual" });
    if (answer.type === "opaqueredirect") lock("signed-out");
    else if (answer.ok) welcome(await answer.json());
  } catch {
    // No connection either: asked again soon.
  }
  asking = false;
}

function welcome({ user, token }) {
  // Nobody's words are saved under another's name.
  if (String(user) !== document.body.dataset.user) return lock("somebody-else");
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  clearInterval(door);
  if (door) problem?.replaceChildren();
  door = 0;
  document.dispatchEvent(new Event("desk:signed-in"));
  again();
}

function lock(name) {
  if (!problem?.querySelector(`[data-notice=${name}]`)) show(name);
  door ||= setInterval(ask, AGAIN);
}

document.addEventListener("desk:signed-out", ask);
addEventListener("focus", () => door && ask());
document.addEventListener("visibilitychange", () => door && ask());

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "side" && event.detail.elt !== waiting && !door) problem.replaceChildren();
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
  const { requestConfig, xhr } = event.detail;
  const first = requestConfig.elt !== waiting;
  if (!first) {
    waiting = null;
    clearTimeout(timer);
    problem.replaceChildren();
  }
  const ended = new URL(xhr.responseURL).pathname === document.body.dataset.signIn;
  if (ended || (first && xhr.getResponseHeader("X-Old-Page"))) {
    // The session ended while the page was open: the sign-in page must not replace the card. What was to be saved is
    // saved when the person is back.
    event.detail.shouldSwap = false;
    if (requestConfig.verb === "post" && requestConfig.elt.matches("form")) waiting = requestConfig.elt;
    ask();
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
