// The ballot page: which screen comes when, and what is remembered. The screens are in ballot_pages.js,
// tickets and bytes in ballot_box.js.
import * as box from "./ballot_box.js";
import * as pages from "./ballot_pages.js";
import { inEnglish, setLanguage, t } from "./ballot_words.js";

const main = document.getElementById("content");
const live = document.getElementById("live");
const { box: BOX, office, phone } = main.dataset;
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const PAUSE = 30;
const LOOK_AGAIN = 3000; // milliseconds between questions about a round that the box has not opened yet

let card = null; // the ballot at hand
let manifest = null;
let units = [];
let grades = []; // one character for each question, "-" while it is blank
let before = null; // the grades before the rest was marked
let only = false; // whether complete units are passed over
let phase = "start"; // start, fill, send, over
let shown = () => {}; // draws the present screen again
let timer = 0;
const comments = new Map(); // what is being written about units, in memory only

const call = () => pages.callLine(office, phone);
const say = (text) => { live.textContent = ""; live.textContent = text; };

function show(draw, { focus = true } = {}) {
  shown = draw;
  main.replaceChildren(...[draw()].flat(9).filter(Boolean));
  if (!focus) return;
  scrollTo(0, 0);
  main.querySelector("h1")?.focus({ preventScroll: true });
}

// ---- answers

const answer = (at) => DIGITS.indexOf(grades[at]);
const doneIn = (unit) => unit.form.filter((_, at) => grades[unit.at + at] !== "-").length;
const full = (unit) => doneIn(unit) === unit.form.length;
const doneUnits = () => units.filter(full).length;
const keep = () => box.keepDraft(card, grades.join(""));

function blankGrades() {
  return Array(units.reduce((sum, unit) => sum + unit.form.length, 0)).fill("-");
}

function readDraft() {
  const text = box.draft(card) ?? "";
  grades = text.length === blankGrades().length ? [...text] : blankGrades();
}

function choose(at, place) {
  grades[at] = DIGITS[place];
  before = null;
  keep();
  const told = document.getElementById("done");
  if (told) told.textContent = t("doneCount", { done: doneUnits() });
}

function clearUnit(unit) {
  unit.form.forEach((_, at) => { grades[unit.at + at] = "-"; });
  keep();
  show(shown);
  say(t("cleared"));
}

// Options of the kind "unknown" by which the rest may be marked: usually one word for all scales.
function rests() {
  const words = new Map();
  for (const unit of units) {
    unit.form.forEach((q, at) => {
      const place = q.options.findIndex((one) => one.kind === "unknown");
      if (place < 0 || grades[unit.at + at] !== "-") return;
      const name = (inEnglish() && q.options[place].name_en) || q.options[place].name;
      words.set(name, [...(words.get(name) ?? []), [unit, unit.at + at, DIGITS[place]]]);
    });
  }
  return [...words].map(([word, where]) => [word, () => go("rest", { word, where })]);
}

function markRest(word, where) {
  before = [...grades];
  for (const [, at, digit] of where) grades[at] = digit;
  keep();
  go("review");
  say(t("restDone", { n: where.length, word }));
}

// ---- the screens of a ballot, with the browser's back button

const screens = { welcome, unit: unitScreen, index: indexScreen, rest: restScreen, review: reviewScreen };

function go(name, about = {}, replace = false) {
  const state = { name, n: about.n ?? 0 };
  history[replace ? "replaceState" : "pushState"](state, "", location.pathname);
  screens[name](about);
}

addEventListener("popstate", (event) => {
  if (location.hash.length > 1) return;
  const { name, n } = event.state ?? {};
  if (phase !== "fill" || !screens[name]) return show(shown);
  screens[name === "rest" ? "review" : name]({ n });
});

function welcome() {
  const now = Date.now();
  const opens = Date.parse(`${manifest.opens}T00:00:00${manifest.closes.slice(-6)}`);
  const offClock = now > Date.parse(manifest.closes) || now < opens;
  const done = units.filter(doneIn).length ? doneUnits() : 0;
  const first = Math.max(0, units.findIndex((unit) => !full(unit)));
  const started = grades.some((one) => one !== "-");
  const begin = () => go("unit", { n: started ? first : 0 });
  show(() => pages.welcomePage({ manifest, units, done: started ? done || "0" : 0, offClock, keeps: box.keeps, begin, call }));
}

function unitScreen({ n }) {
  const unit = units[n];
  const near = (step) => {
    let at = n + step;
    while (only && units[at] && full(units[at])) at += step;
    return at;
  };
  const draw = () => {
    const next = near(1) < units.length ? () => go("unit", { n: near(1) }) : () => go("review");
    const words = only ? ["prevUndone", "nextUndone"] : ["prev", "next"];
    if (near(1) >= units.length) words[1] = "toReview";
    return pages.unitPage({
      unit, category: manifest.categories[unit.category], n, units: units.length, done: doneUnits(), answer, choose, words, next,
      comment: commentOn(unit.code), clear: () => clearUnit(unit), prev: near(-1) >= 0 ? () => go("unit", { n: near(-1) }) : null, index: () => go("index"),
    });
  };
  show(draw);
}

// Its text so far, how it is written on, how it is sent: apart from the ballot, and told whether it was taken.
function commentOn(unit) {
  const write = (text) => (text === undefined ? comments.get(unit) ?? "" : comments.set(unit, text));
  const send = async (text) => {
    if (!text.trim()) return "commentNone";
    try {
      if ((await box.comment(card.round, unit, text)) !== "held") return "commentNot";
      comments.delete(unit);
      return "commentHeld";
    } catch {
      return "offline";
    }
  };
  return [write(), write, send];
}

function indexScreen() {
  const setOnly = (value) => { only = value; };
  const open = (n) => go("unit", { n });
  show(() => pages.indexPage({ units, categories: manifest.categories, doneIn, only, setOnly, open, rests: rests(), review: () => go("review") }));
}

function restScreen({ word, where }) {
  const left = grades.filter((one) => one === "-").length - where.length;
  const touched = new Set(where.map(([unit]) => unit)).size;
  const yes = () => markRest(word, where);
  show(() => pages.restPage({ word, units: touched, questions: where.length, left, yes, no: () => history.back() }));
}

function reviewScreen() {
  const draw = () => {
    const nodes = pages.reviewPage({
      units, answer, doneIn, open: (n) => go("unit", { n }), rests: rests(), cast: castNow, back: () => go("index"), call,
    });
    const undo = () => {
      grades = before;
      before = null;
      keep();
      show(draw);
      say(t("undoDone"));
    };
    if (before) nodes.splice(2, 0, pages.actions(pages.button(t("undo"), undo)));
    return nodes;
  };
  show(draw);
}

// ---- casting

function castNow() {
  if (phase !== "fill") return; // a second click
  phase = "send";
  box.seal(card, grades.join(""));
  send();
}

async function send() {
  clearInterval(timer);
  phase = "send";
  show(() => pages.message(t("sending"), t("wait")));
  let status;
  try {
    status = await box.cast(BOX, card, manifest.ballot_size);
  } catch {
    status = "lost";
  }
  (after[status] ?? refused)(status);
}

const after = {
  stored: () => { finish(true); over(doneScreen); },
  stale: () => { finish(true); over(() => [...doneScreen(), pages.warning(t("stale"))]); },
  closed: () => { finish(box.cardOf(card.id)?.done); over(() => pages.message(t("closedTitle"), t("closed"), call())); },
  too_often: () => later("tooOften", PAUSE),
  unavailable: () => later("busy", 10),
  lost: () => later("unconfirmedWhy", 10),
};

function refused(status) {
  box.dropOut(card);
  over(() => pages.message(t("badTitle"), t("bad", { status }), call()));
}

function finish(done) {
  box.dropOut(card);
  box.dropDraft(card);
  comments.clear();
  grades = [];
  before = null;
  box.keepCard({ ...(box.cardOf(card.id) ?? card), done: Boolean(done) });
}

function over(draw) {
  phase = "over";
  history.replaceState({ name: "over" }, "", location.pathname);
  show(draw);
  say(main.querySelector("h1").textContent);
}

function later(why, seconds) {
  let left = seconds;
  const draw = () => pages.waitingPage({ why: t(why), again: send, left: t("inSeconds", { n: left }) });
  show(draw);
  say(t("unconfirmed"));
  timer = setInterval(() => {
    left -= 1;
    const line = document.getElementById("left");
    if (line) line.textContent = t("inSeconds", { n: left });
    if (left <= 0) send();
  }, 1000);
}

addEventListener("online", () => { if (phase === "send" && timer) send(); });

function doneScreen() {
  return pages.donePage({ manifest, revote, wipe: () => show(wipeScreen) });
}

function revote() {
  phase = "fill";
  only = false;
  grades = blankGrades();
  keep();
  go("unit", { n: 0 });
}

function wipeScreen() {
  const yes = () => {
    box.wipeCard(card);
    show(() => pages.message(t("wiped")));
  };
  return [...pages.message(t("wipeTitle"), t("wipeWhy")), pages.actions(pages.button(t("wipeYes"), yes, "primary"), pages.button(t("back"), () => show(doneScreen)))];
}

// Another window of this browser changed something of the same ballot.
addEventListener("storage", (event) => {
  if (!card || phase === "start") return;
  if (event.key === "mp.cards" && phase === "fill" && box.cardOf(card.id)?.done && !box.draft(card)) over(doneScreen);
  if (event.key === `mp.draft.${card.id}` && phase === "fill" && event.newValue) {
    readDraft();
    show(shown, { focus: false });
    say(t("elsewhere"));
  }
});

// ---- the beginning

async function fetchCode(code) {
  if (phase === "fetch") return;
  phase = "fetch";
  show(() => pages.message(t("start"), t("wait")));
  try {
    const answer = await box.issue(code);
    if (answer.status === "issued") {
      sessionStorage.removeItem("mp.code");
      return await open(answer.card);
    }
    const said = { unreadable: "unreadable", refused: "refused", other_ticket: "otherTicket", too_many: "tooMany" }[answer.status];
    if (said !== "tooMany") sessionStorage.removeItem("mp.code");
    entry(said === "tooMany" ? code : "", said ?? "refused");
  } catch {
    entry(code, "offline");
  }
}

function entry(code = "", said = "") {
  phase = "start";
  const words = () => (said ? t(said) + (said === "refused" ? t("refusedHelp") : "") : "");
  show(() => pages.entryPage({ code, said: words(), fetchCode, mine: box.cards().length ? chooser : null, keeps: box.keeps, call }));
}

function chooser() {
  const all = box.cards();
  if (all.length === 1) return open(all[0]);
  return show(() => pages.chooserPage(all.map((one) => ({ card: one, state: stateOf(one) })), open, () => entry()));
}

async function open(chosen, tries = 20) {
  const half = box.waiting().find((one) => one.ticket === chosen.ticket);
  if (half) return fetchCode(half.code);
  card = chosen;
  phase = "start";
  show(() => pages.message(t("start"), t("wait")));
  let found;
  try {
    found = await box.manifestOf(BOX, card);
  } catch {
    return show(() => [...pages.message(t("start"), t("offline")), pages.actions(pages.button(t("retry"), () => open(chosen), "primary"))]);
  }
  if (found.gone && !card.closes && tries) { // never seen: it may have been opened this very second
    show(() => pages.message(t("start"), t("soon")));
    return setTimeout(() => { if (card === chosen) open(chosen, tries - 1); }, LOOK_AGAIN);
  }
  if (found.gone) return show(() => pages.message(t("closedTitle"), t("gone"), call()));
  if (found.wrong) {
    const both = { a: card.manifest.slice(0, 20), b: found.wrong.slice(0, 20) };
    return show(() => pages.message(t("wrongTitle"), t("wrong"), t("wrongHashes", both), call()));
  }
  manifest = found.manifest;
  units = box.unitsOf(manifest, card.cls);
  if (!card.closes) box.keepCard({ ...box.cardOf(card.id), title: manifest.title, closes: manifest.closes });
  document.title = manifest.title;
  foot();
  if (box.out(card)) return send();
  if (card.done && !box.draft(card)) return over(doneScreen);
  readDraft();
  phase = "fill";
  go("welcome", {}, true);
}

const stateOf = (one) => (box.out(one) ? "cardSending" : one.done && !box.draft(one) ? "cardDone" : "cardOpen");

async function begin() {
  card = manifest = null;
  const code = decodeURIComponent(location.hash.slice(1)) || (sessionStorage.getItem("mp.code") ?? "");
  history.replaceState(null, "", location.pathname);
  if (code) sessionStorage.setItem("mp.code", code);
  if (!box.able()) return show(() => pages.message(t("start"), t("noCrypto"), t("otherWays"), call()));
  await box.forgetOld();
  if (code) return entry(code);
  const half = box.waiting()[0];
  if (half) return entry(half.code, "unfinished");
  return box.cards().length ? chooser() : entry();
}

// ---- language and size of type

function foot() {
  const line = document.getElementById("manifest");
  line.textContent = manifest ? t("manifest", { hash: card.manifest.slice(0, 20) }) : "";
}

function head() {
  const large = document.documentElement.classList.contains("large");
  document.getElementById("brand").textContent = t("brand");
  document.getElementById("type").textContent = t(large ? "normal" : "large");
  document.getElementById("language").textContent = t("other");
}

document.getElementById("type").addEventListener("click", () => {
  box.preference("type", document.documentElement.classList.toggle("large") ? "large" : "normal");
  head();
});
document.getElementById("language").addEventListener("click", () => {
  setLanguage(inEnglish() ? "zh" : "en");
  box.preference("language", inEnglish() ? "en" : "zh");
  head();
  if (manifest) foot();
  show(shown, { focus: false });
});

addEventListener("hashchange", () => { if (location.hash.length > 1) begin(); });
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

setLanguage(box.preference("language") ?? (document.documentElement.lang.startsWith("en") ? "en" : "zh"));
document.documentElement.classList.toggle("large", box.preference("type") === "large");
document.documentElement.classList.add("ready");
head();
begin();
