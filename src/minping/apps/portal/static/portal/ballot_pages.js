// The screens of the ballot page as nodes. Every text goes in as text, never as markup.
import { dayOf, named, t } from "./ballot_words.js";

// h("button", {class: "primary", onclick: f}, "text", node): an element.
export function h(tag, about = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside.flat(9).filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

export const title = (...text) => h("h1", { tabindex: "-1" }, ...text);
const p = (inside, cls) => h("p", cls ? { class: cls } : {}, inside);
export const button = (text, act, cls) => h("button", { type: "button", class: cls, onclick: act }, text);
const stack = (...inside) => h("div", { class: "stack" }, ...inside);

export const message = (heading, ...inside) => [title(heading), ...inside.map((one) => (typeof one === "string" || Array.isArray(one) ? p(one) : one))];
export const callLine = (office, phone) => [t("call", { office }), phone && [" ", h("span", { class: "nowrap" }, t("phone", { phone }))]];
export const warning = (text) => p(text, "warning");
export const actions = (...inside) => stack(...inside);

const secrecy = () => [h("h2", {}, t("secrecy")), h("ul", {}, ...["secret1", "secret2", "secret3"].map((key) => h("li", {}, t(key))))];

// ---- before the ballot

export function entryPage({ code, said, fetchCode, mine, keeps, call }) {
  const field = h("input", {
    id: "code", name: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "60",
    "aria-describedby": "code-help" + (said ? " said" : ""), "aria-invalid": said ? "true" : undefined,
  });
  const send = (event) => {
    event.preventDefault();
    fetchCode(code || field.value);
  };
  const part = code
    ? [p(t("codeThere"))]
    : [h("label", { for: "code" }, t("typeCode")), field, h("p", { id: "code-help", class: "second" }, t("codeHelp"))];
  return [
    title(t("start")),
    p(t("intro")),
    said && h("p", { id: "said", class: "warning", role: "alert" }, said),
    !keeps && warning(t("noStore")),
    h("form", { onsubmit: send, novalidate: true }, part, stack(h("button", { class: "primary" }, t("fetch")))),
    mine && stack(button(t("mine"), mine)),
    secrecy(),
    p(t("otherWays"), "second"),
    p(call(), "second"),
  ];
}

export function chooserPage(all, open, another) {
  const line = ({ card, state }, at) => {
    const name = t("nth", { n: at + 1, title: card.title ?? t("brand") });
    return h("li", {}, button([name, " ", h("span", { class: "mark" }, t(state))], () => open(card), "row"));
  };
  return [title(t("chooser", { n: all.length })), h("ul", { class: "plain" }, all.map(line)), stack(button(t("another"), another))];
}

export function welcomePage({ manifest, units, done, offClock, keeps, begin, call }) {
  const questions = units.reduce((sum, unit) => sum + unit.form.length, 0);
  const minutes = Math.max(1, Math.round(questions / 12));
  return [
    title(named({ name: manifest.title, name_en: manifest.title_en })),
    p(t("closes", { day: dayOf(manifest.closes) }), "strong"),
    units.length > 1 ? p(t("asked", { units: units.length, questions, minutes })) : p(t("askedOne", { unit: units[0].name, questions })),
    offClock && warning(t("clock")),
    !keeps && warning(t("noStore")),
    stack(button(done ? t("goOn", { done, units: units.length }) : t("begin"), begin, "primary")),
    secrecy(),
    p(t("device"), "second"),
    p(call(), "second"),
  ];
}

// ---- filling in

function question(asked, at, chosen, choose) {
  const option = (one, place) =>
    h("label", { class: `option k-${one.kind}` },
      h("input", { type: "radio", name: `q${at}`, value: place, checked: chosen === place, onchange: () => choose(at, place) }),
      h("span", {}, named(one)));
  return h("fieldset", {}, h("legend", {}, named(asked)), h("div", { class: `options n${asked.options.length}` }, asked.options.map(option)));
}

function commentPart(text, write, send) {
  const told = h("p", { role: "status" });
  const field = h("textarea", { id: "words", rows: 4, maxlength: 300, oninput: () => write(field.value) });
  field.value = text;
  const act = async () => {
    told.textContent = t("wait");
    told.textContent = t(await send(field.value));
    field.value = write();
  };
  return h("details", { open: Boolean(text) }, h("summary", {}, t("comment")), h("label", { for: "words", class: "second" }, t("commentHelp")),
    field, button(t("commentSend"), act), told);
}

export function unitPage({ unit, category, n, units, done, answer, choose, clear, prev, next, index, words, comment }) {
  return [
    h("p", { class: "where" }, t("where", { n: n + 1, units }), " · ", h("span", { id: "done" }, t("doneCount", { done }))),
    h("progress", { value: n + 1, max: units, "aria-hidden": "true" }),
    title(h("bdi", {}, unit.name)),
    category && category !== unit.name && p(category, "second"),
    h("form", { onsubmit: (event) => event.preventDefault() }, unit.form.map((q, at) => question(q, unit.at + at, answer(unit.at + at), choose))),
    button(t("clear"), clear, "quiet"),
    commentPart(...comment),
    h("nav", { class: units > 1 ? "steps" : "steps one" },
      units > 1 && h("button", { type: "button", onclick: prev ?? (() => {}), disabled: !prev, id: "prev" }, t(words[0])),
      units > 1 && button(t("index"), index),
      button(t(words[1]), next, "primary")),
  ];
}

const markOf = (unit, done) => {
  if (done === unit.form.length) return ["full", "✓ " + t("markDone")];
  return done ? ["part", "◐ " + t("markPart", { a: done, b: unit.form.length })] : ["none", "○ " + t("markNone")];
};

export function indexPage({ units, categories, doneIn, only, setOnly, open, rests, review }) {
  const box = h("div", { id: "units" });
  const told = h("p", { class: "second", role: "status" });
  const find = h("input", { id: "find", type: "search", autocomplete: "off" });
  const open0 = units.filter((unit) => doneIn(unit) < unit.form.length).length;
  const draw = () => {
    const word = find.value.trim();
    const shown = units.filter((u) => (!only || doneIn(u) < u.form.length) && (!word || u.name.includes(word)));
    const groups = [...new Set(shown.map((u) => u.category))];
    const row = (u) => {
      const [kind, text] = markOf(u, doneIn(u));
      return h("li", {}, button([h("span", { class: "name" }, u.name), h("span", { class: `mark ${kind}` }, text)], () => open(units.indexOf(u)), "row"));
    };
    box.replaceChildren(...groups.flatMap((code) => [
      groups.length > 1 ? h("h2", {}, categories[code]) : "",
      h("ul", { class: "plain" }, shown.filter((u) => u.category === code).map(row)),
    ]));
    told.textContent = word ? t("found", { n: shown.length }) : "";
  };
  find.addEventListener("input", draw);
  const radio = (value, text) =>
    h("label", { class: "option" },
      h("input", { type: "radio", name: "show", checked: only === value, onchange: () => { only = value; setOnly(value); draw(); } }),
      h("span", {}, text));
  draw();
  return [
    title(t("indexTitle")),
    h("fieldset", {}, h("legend", {}, t("show")),
      h("div", { class: "options two" }, radio(false, t("all", { n: units.length })), radio(true, t("undone", { n: open0 })))),
    units.length > 12 && [h("label", { for: "find" }, t("search")), find, told],
    rests.length > 0 && stack(rests.map(([word, act]) => button(t("rest", { word }), act))),
    box,
    h("nav", { class: "steps one" }, button(t("toReview"), review, "primary")),
  ];
}

export function restPage({ word, units, questions, left, yes, no }) {
  return [
    title(t("restTitle", { word })),
    p(t("restWhat", { word, units, questions })),
    left > 0 && p(t("restLeft", { n: left, word })),
    stack(button(t("restYes", { word }), yes, "primary"), button(t("restNo"), no)),
  ];
}

export function reviewPage({ units, answer, doneIn, open, rests, cast, back, call }) {
  const complete = units.filter((u) => doneIn(u) === u.form.length).length;
  const blank = units.reduce((sum, u) => sum + u.form.length - doneIn(u), 0);
  const any = units.some(doneIn);
  const line = (u, n) => {
    const said = u.form.map((q, at) => {
      const chosen = answer(u.at + at);
      return h("li", { class: chosen < 0 ? "blank" : undefined }, h("span", {}, named(q)), " ", h("b", {}, chosen < 0 ? t("blank") : named(q.options[chosen])));
    });
    return h("li", {}, button([h("span", { class: "name" }, u.name)], () => open(n), "row"), h("ul", { class: "said" }, said));
  };
  return [
    title(t("review")),
    p(t("sums", { units: complete, partly: units.length - complete, blank }), "strong"),
    blank > 0 && p(t("blankHelp"), "second"),
    p(any ? t("reviewHelp") : t("nothing"), any ? undefined : "warning"),
    rests.length > 0 && stack(rests.map(([word, act]) => button(t("rest", { word }), act))),
    h("ul", { class: "plain review" }, units.map(line)),
    p(t("castHelp"), "second"),
    p(call(), "second"),
    h("nav", { class: units.length > 1 ? "steps two" : "steps one" },
      units.length > 1 && button(t("index"), back),
      h("button", { type: "button", class: "primary", id: "cast", disabled: !any, onclick: cast }, t("cast"))),
  ];
}

// ---- after

export function waitingPage({ why, again, left }) {
  return [title(t("unconfirmed")), p(why), h("p", { class: "second", id: "left" }, left), stack(button(t("again"), again, "primary"))];
}

export function donePage({ manifest, revote, wipe }) {
  return [
    title(t("done")),
    manifest && p(named({ name: manifest.title, name_en: manifest.title_en }), "strong"),
    p(t("doneWhy")),
    p(t("revoteWhy")),
    stack(button(t("revote"), revote), button(t("wipe"), wipe)),
    p(t("device"), "second"),
  ];
}
