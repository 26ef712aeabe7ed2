// Tickets, the round's manifest, ballots as bytes, and what is kept on this device. Knows no page.
const memory = new Map();
export let keeps = true; // whether this browser keeps data when the page is closed

try {
  localStorage.setItem("mp.try", "1");
  localStorage.removeItem("mp.try");
} catch {
  keeps = false;
}

const shelf = {
  get: (name) => (keeps ? localStorage.getItem(name) : memory.get(name) ?? null),
  put: (name, text) => {
    try {
      if (keeps) return localStorage.setItem(name, text);
    } catch {
      keeps = false;
    }
    return memory.set(name, text);
  },
  drop: (name) => (keeps ? localStorage.removeItem(name) : memory.delete(name)),
};

const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
export const random = (n) => hex(crypto.getRandomValues(new Uint8Array(n)));
export const able = () => Boolean(globalThis.crypto?.subtle && crypto.getRandomValues && globalThis.TextEncoder);
export const preference = (name, value) => (value === undefined ? shelf.get(`mp.${name}`) : shelf.put(`mp.${name}`, value));

// ---- what is kept

const list = (name) => {
  try {
    return JSON.parse(shelf.get(name)) ?? [];
  } catch {
    return [];
  }
};
export const cards = () => list("mp.cards");
export const cardOf = (id) => cards().find((card) => card.id === id);

// {round, cls, ticket, mac, manifest, seq, done}: a ballot that this device may cast.
export function keepCard(card) {
  shelf.put("mp.cards", JSON.stringify([...cards().filter((one) => one.id !== card.id), card]));
}

export function wipeCard(card) {
  shelf.put("mp.cards", JSON.stringify(cards().filter((one) => one.id !== card.id)));
  dropDraft(card);
  dropOut(card);
}

const MONTH = 30 * 86400e3;

// Forget ballots a month after their round has closed. The clock of a device may be wrong: the server's is asked.
export async function forgetOld() {
  const old = (now) => cards().filter((card) => card.closes && now > Date.parse(card.closes) + MONTH);
  if (!old(Date.now()).length) return;
  try {
    const answer = await fetch("/i/ballot.css", { method: "HEAD", credentials: "omit", cache: "no-store" });
    old(Date.parse(answer.headers.get("Date"))).forEach(wipeCard);
  } catch {
    // no network: next time
  }
}

export const draft = (card) => shelf.get(`mp.draft.${card.id}`);
export const keepDraft = (card, grades) => shelf.put(`mp.draft.${card.id}`, grades);
export const dropDraft = (card) => shelf.drop(`mp.draft.${card.id}`);
export const out = (card) => shelf.get(`mp.out.${card.id}`);
export const dropOut = (card) => shelf.drop(`mp.out.${card.id}`);

// A code whose ticket is not confirmed yet, so that the same ticket is asked for again.
export const waiting = () => list("mp.waiting");
const keepWaiting = (all) => (all.length ? shelf.put("mp.waiting", JSON.stringify(all)) : shelf.drop("mp.waiting"));

// ---- issue

const post = (path, content) =>
  fetch(path, {
    method: "POST",
    body: JSON.stringify(content),
    headers: { "Content-Type": "application/json" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  });

const alone = (work) => (navigator.locks ? navigator.locks.request("mp.issue", work) : work());

// Fetch a ballot: {status: "issued", card} or {status}. Rejects when there is no network.
export const issue = (code) => alone(() => issued(code));

async function issued(code) {
  let mine = waiting().find((one) => one.code === code);
  if (!mine) {
    mine = { code, ticket: random(32) };
    keepWaiting([...waiting(), mine]);
  }
  let card = cards().find((one) => one.ticket === mine.ticket);
  if (!card) {
    const response = await post("/i/issue", mine);
    const answer = await response.json();
    if (response.status !== 200) {
      if (response.status !== 429) keepWaiting(waiting().filter((one) => one.code !== code));
      return answer;
    }
    card = {
      id: random(4), round: answer.round, cls: answer.class, ticket: mine.ticket, mac: answer.mac,
      manifest: answer.manifest, seq: 0, done: false,
    };
    keepCard(card);
  }
  const confirmed = await post("/i/confirm", mine);
  if (!confirmed.ok) throw new Error("not confirmed");
  keepWaiting(waiting().filter((one) => one.code !== code));
  return { status: "issued", card };
}

// ---- manifest

async function sha256(bytes) {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

// {manifest} or {wrong: hash} or {gone: true}. Rejects when there is no network.
export async function manifestOf(box, card) {
  const response = await fetch(`${box}/b/rounds/${card.round}/manifest.json`, { credentials: "omit", referrerPolicy: "no-referrer" });
  if (!response.ok) return { gone: true };
  const bytes = await response.arrayBuffer();
  const found = await sha256(bytes);
  return found === card.manifest ? { manifest: JSON.parse(new TextDecoder().decode(bytes)) } : { wrong: found };
}

// The units of a class, each with its form; ``at``: place of its first answer in the ballot.
export function unitsOf(manifest, cls) {
  const mine = manifest.classes.find((one) => one.code === cls).units;
  let at = 0;
  return manifest.units
    .filter((unit) => mine === "all" || mine.includes(unit.code))
    .map((unit) => {
      const form = manifest.forms[unit.category].map((q) => ({ ...q, options: manifest.scales[q.scale] }));
      at += form.length;
      return { ...unit, form, at: at - form.length };
    });
}

// ---- cast

// Write the ballot down as it will travel; from now on these bytes are sent until the box answers.
export function seal(card, grades) {
  const fresh = { ...(cardOf(card.id) ?? card) };
  fresh.seq += 1;
  const said = {
    class: card.cls, grades, mac: card.mac, round: card.round, salt: random(32), sequence: fresh.seq, ticket: card.ticket,
  };
  keepCard(fresh);
  shelf.put(`mp.out.${card.id}`, JSON.stringify(said));
}

// Bytes of one length, whatever they say: the status of the answer. Rejects when there is no network.
async function octets(address, text, size) {
  const body = new Uint8Array(size).fill(32);
  body.set(new TextEncoder().encode(text));
  const response = await fetch(address, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  });
  return (await response.json()).status;
}

// Send what was sealed.
export const cast = (box, card, size) => octets(`${box}/b/cast`, out(card), size);

// A comment goes by itself, with neither code nor ticket.
export const comment = (round, unit, text) => octets("/o/comment", JSON.stringify({ round, unit, text }), 2048);
