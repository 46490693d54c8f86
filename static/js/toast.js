// Short messages: what happened, for eight seconds, longer while the pointer rests on them. Errors never come here.

const STAYS = 8000;
const messages = document.querySelector("#messages");

function show(words) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  // One at a time: the newest message is the one that counts.
  messages.replaceChildren(toast);
  let timer = setTimeout(() => toast.remove(), STAYS);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => {
    timer = setTimeout(() => toast.remove(), STAYS);
  });
}

for (const name of ["toast", "claimSaved"]) {
  document.addEventListener(name, (event) => {
    if (event.detail?.message) show(event.detail.message);
  });
}
