// The page for the way: opens without a network, keeps records locked on the device, sends them when it can.
import { clockIsWrong, fresh, form, missing, titleOf, written } from "./field_forms.js";
import { base64, button, el, field, saveFile } from "./field_parts.js";
import * as store from "./field_store.js";
import { t } from "./field_words.js";

const { work: WORK, send: SEND, worker: WORKER, scope: SCOPE, signIn: SIGN_IN } = document.body.dataset;
const main = document.getElementById("content");
const live = document.getElementById("live");
const count = document.getElementById("waiting");
const net = document.getElementById("net");
const windows = new BroadcastChannel("minping-field");
const IDLE = 10 * 60 * 1000;
let work = null; // what the server said of this person, now or last time
let release = () => {}; // gives up the draft that is open here
let atHome = false;
let idle = 0;

const say = (words) => { live.textContent = words; };

function show(...nodes) {
  atHome = false;
  main.replaceChildren(...nodes.flat(9).filter(Boolean));
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

async function tellCount() {
  net.textContent = t(navigator.onLine ? "online" : "offline");
  if (!store.opened()) return tellLocked();
  const found = await store.records().catch(() => []); // locked while it was read
  if (!store.opened()) return tellLocked();
  const left = found.filter((one) => one.state !== "draft").length;
  const drafts = found.length - left;
  tellLeft([t("waiting", String(left)), drafts ? t("drafts", String(drafts)) : ""].filter(Boolean).join(" · "), left);
  return found;
}

function tellLeft(words, left) {
  count.textContent = words;
  count.className = left ? "some" : "";
}

// Locked, the page knows a number and nothing else: how much waits on this device, whoever it is of.
async function tellLocked() {
  const left = await store.left();
  tellLeft(t("waitingHere", String(left)), left);
  return [];
}

// ---- opening

// {work}, {out: true} when signed out, {offline: true} without a network.
async function askServer() {
  try {
    const answer = await fetch(WORK, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { out: true };
    return answer.ok ? { work: await answer.json() } : { offline: true };
  } catch {
    return { offline: true };
  }
}

async function begin() {
  const found = await askServer();
  if (found.work) {
    const known = await store.adopt(found.work);
    work = found.work;
    return known ? home() : setPage();
  }
  return lockedPage(found.out);
}

async function lockedPage(out) {
  await tellCount();
  const known = await store.anybody();
  const link = el("p", {}, el("a", { class: "button", href: SIGN_IN }, t("signIn")));
  if (!known) return show(el("h1", {}, t("signIn")), el("p", {}, t(out ? "signInFirst" : "neverOpened")), link);
  let word = "";
  const open = async (event) => {
    event.preventDefault();
    work = await store.unlock(word);
    if (!work) return say(t("wrongWord"));
    say("");
    return home();
  };
  return show(
    el("h1", {}, t("unlockTitle")), el("p", {}, t("unlockText")),
    el("form", { onsubmit: open }, field(t("word"), "password", "", (value) => { word = value; }, { autocomplete: "off" }), el("button", { class: "primary" }, t("unlock"))),
    out ? link : null,
  );
}

function setPage() {
  let word = "";
  let again = "";
  const set = async (event) => {
    event.preventDefault();
    if (word.length < 6) return say(t("short"));
    if (word !== again) return say(t("differ"));
    try {
      await store.setWord(word);
    } catch {
      return say(t("full"));
    }
    say("");
    return home();
  };
  show(
    el("h1", {}, t("setTitle")), el("p", {}, t("setText")),
    el("form", { onsubmit: set },
      field(t("word"), "password", "", (value) => { word = value; }, { autocomplete: "new-password" }),
      field(t("again"), "password", "", (value) => { again = value; }, { autocomplete: "new-password" }),
      el("button", { class: "primary" }, t("set"))),
  );
}

function lockNow() {
  release();
  store.lock();
  work = null;
  say("");
  lockedPage(false);
}

function stir() {
  clearTimeout(idle);
  idle = setTimeout(() => { if (store.opened()) lockNow(); }, IDLE);
}

// ---- home

async function home() {
  release();
  const found = await tellCount();
  const receipts = await store.receipts().catch(() => []);
  if (!store.opened() || !work) return undefined; // locked meanwhile: that page stays
  const made = [
    ...work.inspections.map((one) => button(`${t("newVisit")}：${one.title}`, () => begun("visit", one.id), "big")),
    ...work.surveys.map((one) => button(`${t("newSurvey")}：${one.title}`, () => begun("survey", one.id), "big")),
  ];
  show(
    el("h1", {}, t("chooseTitle")), el("p", { class: "help" }, work.name),
    made.length ? el("div", { class: "pile" }, made) : el("p", {}, t("none")),
    found.map(card),
    found.some((one) => one.state === "ready") ? button(t("upload"), uploadAll, "primary big") : null,
    found.length ? [button(t("save"), saveAll), el("p", { class: "help" }, t("saveHelp"))] : null,
    receipts.length ? el("details", {}, el("summary", {}, t("receipts")), el("ul", {}, receipts.map((one) => el("li", {}, `${one.title}　${one.receipt}`)))) : null,
    el("p", {}, button(t("lock"), lockNow)),
  );
  atHome = true;
  return undefined;
}

function card(one) {
  const gone = async () => {
    if (!confirm(t("removeAsk"))) return;
    await store.drop(one);
    windows.postMessage("changed");
    await home();
  };
  const mend = async () => {
    const { record, data, sha256, words, receipt, ...draft } = one;
    await store.save(one.id, draft);
    await editPage(one.id, draft);
  };
  return el("section", { class: `card ${one.state}` },
    el("b", {}, titleOf(one, work)), el("span", { class: "mark" }, t(one.state)), one.words && el("p", { class: "error" }, one.words),
    el("div", { class: "row" },
      one.state === "draft" ? button(t("go"), () => editPage(one.id, one)) : null,
      one.state === "refused" ? button(t("edit"), mend) : null,
      one.state !== "ready" ? button(t("remove"), gone) : null));
}

const begun = (kind, of) => editPage(crypto.randomUUID(), fresh(kind, of)); // kept from the first change on

// ---- filling in

const alone = (id) => new Promise((done) => {
  if (!navigator.locks) return done(true);
  return navigator.locks.request(`minping-field-${id}`, { ifAvailable: true }, (lock) => {
    done(Boolean(lock));
    return lock && new Promise((over) => { release = over; });
  });
});

async function editPage(id, content) {
  release();
  if (!(await alone(id))) return say(t("elsewhere"));
  const draft = structuredClone(content);
  let last = Promise.resolve();
  const changed = () => {
    last = last.then(() => store.save(id, draft)).then(() => windows.postMessage("changed"), () => say(t("full")));
  };
  const done = async () => {
    const lacks = missing(draft);
    if (lacks.length) return say(t("missing", lacks.join("、")));
    await last;
    let first;
    try {
      first = await store.finish(id, await written(draft));
    } catch {
      return say(t("full"));
    }
    say(t(first ? "finished" : "twice"));
    windows.postMessage("changed");
    await home();
    return navigator.onLine ? uploadAll() : null;
  };
  say("");
  show(
    el("h1", {}, t(draft.kind === "survey" ? "newSurvey" : "newVisit")), el("p", { class: "help" }, t("autosave")),
    clockIsWrong(work) ? el("p", { class: "error" }, t("clock", work.today)) : null,
    form(draft, work, changed),
    el("div", { class: "row" }, button(t("finish"), done, "primary big"), button(t("back"), async () => { await last; say(""); await home(); })),
  );
  return tellCount();
}

// ---- sending

const uploadAll = () => (navigator.locks
  ? navigator.locks.request("minping-field-upload", { ifAvailable: true }, (lock) => (lock ? sendAll() : say(t("busy"))))
  : sendAll());

async function sendAll() {
  say(t("uploading"));
  const server = await askServer();
  if (server.offline) return say(t("failed"));
  if (server.out) {
    say(t("signedOut"));
    return main.prepend(el("p", {}, el("a", { class: "button", href: SIGN_IN }, t("signIn"))));
  }
  if (!store.opened()) return say("");
  if (server.work.owner !== store.ownerNow()) return say(t("other"));
  let sent = 0;
  for (const one of (await store.records()).filter((each) => each.state === "ready").reverse()) {
    const fate = await sendOne(one, server.work.token);
    if (!store.opened()) return say(""); // locked meanwhile; what was not sent stays
    if (fate === "stop") { await home(); return say(t("failed")); }
    if (fate === "stored") sent += 1;
  }
  windows.postMessage("changed");
  await home();
  return say(sent ? t("uploaded", String(sent)) : "");
}

// What becomes of one record; "stop" where nothing is known of it, and it stays.
const sendOne = (one, token) => sendNow(one, token).catch(() => "stop");

async function sendNow(one, token) {
  const parts = new FormData();
  parts.append("record", new Blob([one.data], { type: "application/json" }), "record.json");
  parts.append("sha256", one.sha256);
  for (const id of one.photos) parts.append("photo", await store.photo(id), `${id}.jpg`);
  let answer;
  let said;
  try {
    answer = await fetch(SEND, { method: "POST", body: parts, headers: { "X-CSRFToken": token }, redirect: "manual", cache: "no-store" });
    said = await answer.json();
  } catch {
    return "stop";
  }
  if (answer.status === 422) {
    await store.save(one.id, { ...one, words: said.words }, "refused");
    return "refused";
  }
  if (said.record !== one.record || said.sha256 !== one.sha256 || !said.receipt) return "stop";
  if (answer.status === 409) {
    await store.save(one.id, { ...one, words: said.receipt }, "conflict");
    return "conflict";
  }
  if (answer.status !== 200) return "stop";
  await store.keepReceipt({ record: one.record, receipt: said.receipt, title: titleOf(one, work) });
  await store.drop(one);
  return "stored";
}

async function saveAll() {
  const found = (await store.records()).filter((one) => one.data);
  const records = await Promise.all(found.map(async (one) => ({
    data: one.data, sha256: one.sha256, photos: await Promise.all(one.photos.map(async (id) => base64(await store.photo(id)))),
  })));
  saveFile("minping-records.json", JSON.stringify({ format: "minping-field-file-1", records }));
}

// ---- start

function largeType(on) {
  document.documentElement.classList.toggle("large-type", on);
  try { localStorage.setItem("minping-large", on ? "yes" : ""); } catch { /* then for this time only */ }
}

async function start() {
  try { largeType(localStorage.getItem("minping-large") === "yes"); } catch { /* nothing is kept here */ }
  const larger = button(t("large"), () => largeType(!document.documentElement.classList.contains("large-type")), "quiet");
  net.before(larger);
  if (!globalThis.isSecureContext || !crypto.randomUUID || !globalThis.indexedDB) return show(el("p", {}, t("old")));
  await store.open();
  navigator.serviceWorker?.register(WORKER, { scope: SCOPE }).catch(() => {});
  navigator.storage?.persist?.();
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, stir);
  for (const name of ["online", "offline"]) addEventListener(name, () => tellCount());
  windows.onmessage = () => (atHome && store.opened() ? home() : tellCount());
  stir();
  return begin();
}

start();
