// What is typed into a form of the card or the discussion is kept on the desk until the form is saved. In the browser
// nothing is stored.

const PAUSE = 1000; // ms without a key before it is sent
const FIRST = 2000; // before the second try; doubled after each
const LONGEST = 30000;
const PATIENCE = 2000; // a save waits this long for a draft that is on its way, so that it does not come after it
const KEEPALIVE = 60000; // browsers let a closing page send 64 kB
const FORMS = "#side form[data-keep]:not([data-no-draft])";
const NOT_KEPT = "[type=hidden], [type=file], [data-no-draft], button";
const PARTS = "#side, #talk"; // what is swapped as a whole

const template = document.querySelector("#draft-line");
const jobs = new Map(); // address and code of a form → what of it the desk does not have yet
const gone = new WeakSet(); // forms that are being saved: leaving them is no typing

const isPart = (element) => element?.matches(PARTS) ?? false;
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const codeOf = (form) => form.dataset.draft ?? form.getAttribute("action").split("/").filter(Boolean).pop();
const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(NOT_KEPT));
const picked = (field) => field.type === "radio" || field.type === "checkbox";

function read(form) {
  const body = new URLSearchParams({ draft: codeOf(form) });
  for (const field of fields(form)) if (!picked(field) || field.checked) body.append(field.name, field.value);
  return body;
}

/** Whether the form holds something else than it came with. */
const changed = (form) => form.hasAttribute("data-unsaved-words") || fields(form).some((field) => !asItCame(field));

function asItCame(field) {
  if (picked(field)) return field.checked === field.defaultChecked;
  if (field.options) {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex === Math.max(first, 0);
  }
  return field.value === field.defaultValue;
}

function jobOf(form, make = false) {
  const url = form.closest("[data-draft-url]")?.dataset.draftUrl;
  const key = `${url} ${codeOf(form)}`;
  if (url && make && !jobs.has(key)) jobs.set(key, { url, key, dirty: false, flying: null, wait: FIRST, kept: false });
  const job = jobs.get(key);
  if (job) job.form = form;
  return job;
}

function note(form) {
  const job = gone.has(form) ? null : jobOf(form, true);
  if (!job) return;
  delete form.dataset.kept;
  job.body = changed(form) || form.querySelector("[data-drafted]") ? read(form) : nothing(form);
  job.dirty = changed(form) || job.kept;
  clearTimeout(job.timer);
  if (job.dirty) job.timer = setTimeout(send, PAUSE, job);
}

/** Everything was taken out again: so is the draft. */
const nothing = (form) => new URLSearchParams({ draft: codeOf(form) });

function send(job) {
  clearTimeout(job.timer);
  if (!job.dirty && !job.flying) return Promise.resolve(true);
  job.flying ??= post(job).then((kept) => {
    job.flying = null;
    return kept && job.dirty ? send(job) : kept;
  });
  return job.flying;
}

async function post(job) {
  job.dirty = false;
  const body = job.body.toString();
  const headers = { "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const options = { method: "POST", body, headers, redirect: "manual", keepalive: body.length < KEEPALIVE };
    const answer = await fetch(job.url, options);
    if (answer.ok) return keptBy(job, await answer.json());
    if (answer.type === "opaqueredirect" || answer.headers.has("X-Old-Page")) {
      job.dirty = true;
      say(job, "signedOut");
      document.dispatchEvent(new Event("desk:signed-out"));
      return false;
    }
    if (answer.status < 500) {
      say(job, "refused");
      return false;
    }
  } catch {
    // No connection: the same as a desk that does not answer.
  }
  job.dirty = true;
  say(job, "offline");
  job.timer = setTimeout(send, job.wait, job);
  job.wait = Math.min(2 * job.wait, LONGEST);
  return false;
}

function keptBy(job, { message }) {
  job.wait = FIRST;
  job.kept = message !== "";
  if (!job.dirty) job.form.dataset.kept = "";
  say(job, "", message);
  return true;
}

/** A quiet line for what is kept; only what is not is announced. */
function say({ form }, problem, message = "") {
  if (!form.isConnected || !template) return;
  if (!form.querySelector(".draft-line")) form.append(template.content.cloneNode(true));
  const [kept, not] = form.querySelectorAll(".draft-line > span");
  const words = problem ? template.dataset[problem] : "";
  kept.textContent = message;
  if (not.textContent !== words) not.textContent = words;
}

const waiting = () => [...jobs.values()].filter((job) => job.dirty || job.flying);
const flush = async () => (await Promise.all(waiting().map(send))).every(Boolean);

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    if (event.target.form?.matches(FORMS)) note(event.target.form);
  });
}
document.addEventListener("focusout", (event) => {
  const job = event.target.form?.matches(FORMS) && jobOf(event.target.form);
  if (job?.dirty) send(job);
});
for (const name of ["pagehide", "beforeunload", "online"]) addEventListener(name, flush);
document.addEventListener("visibilitychange", flush);
document.addEventListener("desk:signed-in", flush);

/** The form that is sent, or the one whose draft is thrown away by this button. */
function formOf(elt) {
  const address = elt.dataset.discards;
  return address ? document.querySelector(`${FORMS}[action="${address}"]`) : elt.closest(FORMS);
}

// To another claim: first what is written here, then on. Heard before all others: who can keep it need not ask.
document.addEventListener(
  "htmx:confirm",
  (event) => {
    const { elt, target, verb, issueRequest } = event.detail;
    if (!isPart(target)) return;
    const form = formOf(elt);
    const job = form && jobOf(form);
    if (form) gone.add(form);
    if (job) {
      clearTimeout(job.timer);
      job.dirty = false;
      if (form !== elt) jobs.delete(job.key); // thrown away
      if (!job.flying) return;
      const patience = new Promise((done) => setTimeout(done, PATIENCE));
      Promise.race([job.flying, patience]).then(() => issueRequest(true));
    } else if (target.id === "side" && (verb === "get" || elt.id === "marking") && waiting().length) {
      flush().then((kept) => {
        if (kept || confirm(document.body.dataset.unsaved)) issueRequest(true);
      });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, successful, xhr } = event.detail;
  const form = formOf(requestConfig.elt);
  if (!form) return;
  const job = jobOf(form);
  // Saved, or thrown away: the desk has forgotten the draft, and so does the page.
  if (successful && xhr.status === 200 && new URL(xhr.responseURL).pathname !== document.body.dataset.signIn) {
    if (job) jobs.delete(job.key);
  } else {
    gone.delete(form);
    if (form.isConnected) note(form);
  }
});

/** A part came: what was left in its forms is shown, and what was sent and not saved is kept at once. */
function look(part) {
  // A discussion that stays as it was while the card around it is swapped is left alone.
  const came = (form) => form.closest(PARTS) === part;
  for (const form of [...part.querySelectorAll(FORMS)].filter(came)) {
    if (form.querySelector("[data-drafted]")) {
      form.closest("details")?.setAttribute("open", "");
      form.dataset.kept = "";
    }
    if (form.hasAttribute("data-unsaved-words")) note(form);
  }
}
document.addEventListener("htmx:afterSettle", (event) => {
  if (isPart(event.target)) look(event.target);
});
for (const part of document.querySelectorAll(PARTS)) look(part);
