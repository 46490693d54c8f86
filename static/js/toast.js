// Short messages: what happened, for eight seconds, longer while the pointer or the keyboard rests on them. Errors never come here.

const STAYS = 8000;
const messages = document.querySelector("#messages");

function show(words, undo = false) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  // One at a time: the newest message is the one that counts.
  messages.replaceChildren(toast);
  let timer;
  const stay = () => clearTimeout(timer);
  const leave = () => {
    stay();
    if (!toast.matches(":hover, :focus-within")) timer = setTimeout(() => toast.remove(), STAYS);
  };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, () => setTimeout(leave));
  leave();
  if (undo) offer(toast);
}

/** The button beside the message presses the one that is always on the page. */
function offer(toast) {
  const button = document.querySelector("#undo-offer")?.content.firstElementChild.cloneNode(true);
  if (!button) return;
  button.addEventListener("click", () => {
    // The card takes the keyboard when the answer comes; until then it must not fall to the page.
    document.querySelector("#card-h")?.focus();
    toast.remove();
    document.querySelector("#undo")?.requestSubmit();
  });
  toast.append(button);
}

for (const name of ["toast", "claimSaved"]) {
  document.addEventListener(name, (event) => {
    if (event.detail?.message) show(event.detail.message, event.detail.undo);
  });
}
