// The two forms: a visit of an inspection, a conversation of the survey. A draft is kept as it is written.
import { button, choice, el, field, radios, small, thumbnail } from "./field_parts.js";
import * as store from "./field_store.js";
import { both, t } from "./field_words.js";

const pad = (n) => String(n).padStart(2, "0");

const dayOf = (now) => `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
const DAYS_APART = 30 * 24 * 60 * 60 * 1000;

// Whether the device's clock cannot be right: before the day on which the server was last asked, or long after it.
export function clockIsWrong(work) {
  const device = dayOf(new Date());
  return Boolean(work.today) && (device < work.today || Date.parse(device) - Date.parse(work.today) > DAYS_APART);
}

export function fresh(kind, of) {
  const now = new Date();
  return {
    kind, of, photos: [], findings: [""], opinions: [{ text: "", unit: "" }], points: {}, unit: "",
    day: dayOf(now),
    time: `${pad(now.getHours())}:${pad(now.getMinutes())}`,
  };
}

export function titleOf(draft, work) {
  if (draft.kind === "survey") return [t("survey"), draft.place, draft.day].filter(Boolean).join(" · ");
  const plan = work.inspections.find((one) => one.id === draft.of);
  const unit = plan?.units.find((one) => one.id === draft.unit);
  return [unit?.name ?? draft.unitName ?? t("inspection"), draft.place, draft.day].filter(Boolean).join(" · ");
}

// The nodes of a form. `changed` is called after every change.
export function form(draft, work, changed) {
  const put = (name) => (value) => { draft[name] = value; changed(); };
  const parts = draft.kind === "survey" ? conversation(draft, work, put, changed) : visit(draft, work, put, changed);
  return [...parts, photos(draft, work, changed)];
}

const when = (draft, put) => el("div", { class: "pair" }, field(t("day"), "date", draft.day, put("day")), field(t("time"), "time", draft.time, put("time")));

function visit(draft, work, put, changed) {
  const plan = work.inspections.find((one) => one.id === draft.of);
  const units = plan?.units ?? (draft.unit ? [{ id: draft.unit, name: draft.unitName ?? draft.unit }] : []);
  const windows = el("p", { class: "help" });
  const tell = () => { windows.textContent = units.find((one) => one.id === draft.unit)?.windows ?? ""; };
  const pick = (value) => {
    draft.unit = value;
    draft.unitName = units.find((one) => one.id === value)?.name;
    tell();
    changed();
  };
  tell();
  return [
    plan?.purpose && el("p", { class: "help" }, plan.purpose),
    choice(t("unit"), [["", t("choose")], ...units.map((one) => [one.id, one.name])], draft.unit, pick),
    windows,
    field(t("place"), "text", draft.place, put("place"), { maxlength: 100 }),
    when(draft, put),
    radios(t("manner"), [["open", t("open")], ["covert", t("covert")]], draft.manner, put("manner")),
    plan?.heads.length ? points(draft, plan, changed) : null,
    field(t("summary"), "textarea", draft.summary, put("summary"), { maxlength: 5000, rows: 4 }),
    lines(t("findings"), t("addFinding"), draft.findings, "", (value, at, set) => field(t("nth", String(at + 1)), "textarea", value, set, { maxlength: 2000 }), changed),
  ];
}

function points(draft, plan, changed) {
  const one = (head, text, positive) => {
    const name = `${head}\u0000${text}`;
    const words = positive ? ["did", "didNot"] : ["found", "notFound"];
    const set = (answer) => {
      if (answer) draft.points[name] = { head, text, positive, answer };
      else delete draft.points[name];
      changed();
    };
    return radios(text, [["yes", t(words[0])], ["no", t(words[1])], ["", t("notSeen")]], draft.points[name]?.answer ?? "", set);
  };
  return el("details", { class: "points" }, el("summary", {}, t("points")), plan.heads.map((head) => [
    el("h3", {}, head.name),
    head.do.map((text) => one(head.name, text, true)),
    head.dont.map((text) => one(head.name, text, false)),
  ]));
}

function conversation(draft, work, put, changed) {
  const survey = work.surveys.find((one) => one.id === draft.of);
  const units = [["", t("noUnit")], ...(survey?.units ?? []).map((one) => [one.id, one.name])];
  const coded = (list) => [["", t("choose")], ...list.map((one) => [one.code, both(one)])];
  const opinion = (value, at, set) => el("div", { class: "pile" },
    field(t("nth", String(at + 1)), "textarea", value.text, (text) => set({ ...draft.opinions[at], text }), { maxlength: 2000 }),
    choice(t("about"), units, value.unit, (unit) => set({ ...draft.opinions[at], unit })));
  return [
    choice(t("placeKind"), coded(work.places), draft.placeKind, put("placeKind")),
    field(t("placeName"), "text", draft.place, put("place"), { maxlength: 100 }),
    when(draft, put),
    choice(t("respondent"), coded(work.respondents), draft.respondent, put("respondent")),
    lines(t("opinions"), t("addOpinion"), draft.opinions, { text: "", unit: "" }, opinion, changed),
  ];
}

// Several entries of one kind, with a button for one more.
function lines(title, more, values, blank, one, changed) {
  const box = el("div", {});
  const draw = () => box.replaceChildren(...values.map((value, at) => one(value, at, (said) => { values[at] = said; changed(); })));
  draw();
  return el("fieldset", { class: "lines" }, el("legend", {}, title), box, button(more, () => {
    values.push(structuredClone(blank));
    draw();
    box.lastElementChild.querySelector("textarea")?.focus();
  }));
}

function photos(draft, work, changed) {
  const told = el("p", { class: "error", role: "status" });
  const shown = el("div", { class: "photos" });
  const draw = async () => {
    const nodes = await Promise.all(draft.photos.map(async (id) => {
      const blob = await store.photo(id);
      const gone = async () => {
        draft.photos = draft.photos.filter((other) => other !== id);
        changed();
        await store.dropPhoto(id);
        await draw();
      };
      return blob && el("figure", {}, await thumbnail(blob), button(t("removePhoto"), gone));
    }));
    shown.replaceChildren(...nodes.filter(Boolean));
  };
  const take = async (event) => {
    told.textContent = "";
    for (const file of event.target.files) {
      if (draft.photos.length >= work.photos) { told.textContent = t("tooMany", work.photos); break; }
      try {
        draft.photos.push(await store.keepPhoto(await small(file)));
      } catch (fault) {
        told.textContent = t(fault?.name === "QuotaExceededError" ? "full" : "noPhoto");
      }
    }
    event.target.value = "";
    changed();
    await draw();
  };
  const input = el("input", { type: "file", id: "photos", accept: "image/*", multiple: true, onchange: take });
  draw();
  return el("div", { class: "field" }, el("label", { for: "photos" }, t("photos", work.photos)), input, told, shown);
}

const filled = (values) => values.map((one) => one.trim()).filter(Boolean);

// What is still missing before a draft can be finished, in words.
export function missing(draft) {
  const need = draft.kind === "survey"
    ? [["placeKind", draft.placeKind], ["respondent", draft.respondent], ["day", draft.day], ["opinions", draft.opinions.some((one) => one.text.trim())]]
    : [["unit", draft.unit], ["place", draft.place?.trim()], ["day", draft.day], ["manner", draft.manner],
      ["something", draft.summary?.trim() || filled(draft.findings).length || Object.keys(draft.points).length]];
  return need.filter(([, value]) => !value).map(([name]) => t(name));
}

// The finished record as it will travel. Its id is made now, not when the draft was begun.
export async function written(draft) {
  const shared = {
    format: "minping-field-1", record: crypto.randomUUID(), kind: draft.kind, number: await store.nextNumber(),
    day: draft.day, time: draft.time ?? "", place: draft.place?.trim() ?? "",
    photos: await Promise.all(draft.photos.map(async (id) => store.sha256(await store.photo(id)))),
  };
  const rest = draft.kind === "survey"
    ? { campaign: draft.of, place_kind: draft.placeKind, respondent: draft.respondent, opinions: draft.opinions.filter((one) => one.text.trim()) }
    : { inspection: draft.of, unit: draft.unit, manner: draft.manner, points: Object.values(draft.points), summary: draft.summary ?? "", findings: filled(draft.findings) };
  const data = JSON.stringify({ ...shared, ...rest });
  return { ...draft, record: shared.record, data, sha256: await store.sha256(data) };
}
