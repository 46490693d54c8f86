// A rich paste: the words go where everybody sees them, their markup beside them, until somebody changes a word.

const MOST = 4_000_000; // a larger one is pasted as plain words
const words = document.querySelector("textarea[name=text]");
const rich = document.querySelector("input[name=rich]");
const said = document.querySelector("[data-rich]");
let plain = null; // what the words were when the markup was taken

function forget() {
  rich.value = "";
  said.hidden = true;
  plain = null;
}

words?.addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const whole = words.selectionStart === 0 && words.selectionEnd === words.value.length;
  if (!whole || html.length > MOST || !/<(h[1-6]|li|blockquote|table|figcaption|sup|a)\b/i.test(html)) return;
  setTimeout(() => {
    plain = words.value;
    rich.value = html;
    said.hidden = false;
  });
});
if (rich?.value) {
  // Back from the desk with something to mend: the markup came back too.
  plain = words.value;
  said.hidden = false;
}
words?.addEventListener("input", () => {
  if (plain !== null && words.value !== plain) forget();
});
