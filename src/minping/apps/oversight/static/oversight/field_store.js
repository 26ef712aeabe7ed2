// What is kept on this device: locked with the owner's key, so that the next user of it reads nothing.
// The key comes from the server after a sign-in; without a network the owner's own word opens it.
const ROUNDS = 400000;
const STORES = { owners: "owner", records: "id", photos: "id", log: "id" };
let base = null;
let key = null;
let owner = "";
let raw = null; // key bytes, only until the word is set

export const opened = () => Boolean(key);
export const ownerNow = () => owner;

function ask(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

export async function open() {
  const request = indexedDB.open("minping-field", 1);
  request.onupgradeneeded = () => {
    for (const [name, path] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath: path });
  };
  base = await ask(request);
  base.onversionchange = () => base.close();
}

const shelf = (name) => base.transaction(name).objectStore(name);

// A write is kept once its transaction is over; a full device says so only then, by giving it up.
function write(name, act) {
  return new Promise((done, fail) => {
    const work = base.transaction(name, "readwrite");
    act(work.objectStore(name));
    work.oncomplete = () => done();
    work.onabort = () => fail(work.error ?? new DOMException("full", "QuotaExceededError"));
  });
}

const put = (name, row) => write(name, (store) => store.put(row));
const get = (name, id) => ask(shelf(name).get(id));
const all = (name) => ask(shelf(name).getAll());
const mine = async (name) => (await all(name)).filter((row) => row.owner === owner);

// ---- locking

const text = new TextEncoder();
const bytesOf = (b64) => Uint8Array.from(atob(b64), (c) => c.charCodeAt(0));

async function seal(bytes, by = key) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, cipher: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, by, bytes) };
}

const unseal = (row, by = key) => crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, by, row.cipher);
const sealJson = (value) => seal(text.encode(JSON.stringify(value)));
const json = async (row) => JSON.parse(new TextDecoder().decode(await unseal(row)));

async function keyOfWord(word, salt) {
  const from = await crypto.subtle.importKey("raw", text.encode(word.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const importKey = (bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

// What the server says of the person signed in. Resolves to whether a word is set on this device.
export async function adopt(work) {
  const { key: secret, token, ...kept } = work;
  raw = bytesOf(secret);
  key = await importKey(raw);
  owner = work.owner;
  const row = (await get("owners", owner)) ?? { owner, number: 0 };
  const news = { ...row, work: await sealJson(kept) };
  await put("owners", news).catch(() => {}); // a full device keeps what it knew; uploading makes room
  return Boolean(row.wrap);
}

export async function setWord(word) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const wrap = { salt, ...(await seal(raw, await keyOfWord(word, salt))) };
  await put("owners", { ...(await get("owners", owner)), wrap });
  raw = null;
}

// Open with the word alone. Resolves to what the server said last, or null where the word opens nothing.
export async function unlock(word) {
  for (const row of await all("owners")) {
    if (!row.wrap) continue;
    try {
      key = await importKey(await unseal(row.wrap, await keyOfWord(word, row.wrap.salt)));
      owner = row.owner;
      return await json(row.work);
    } catch {
      lock(); // not this owner's word
    }
  }
  return null;
}

export function lock() {
  key = null;
  raw = null;
  owner = "";
}

// How many finished records of anybody wait on this device: a number, which needs no key.
export const left = async () => (await all("records")).filter((row) => row.state !== "draft").length;

export const anybody = async () => (await all("owners")).some((row) => row.wrap);

// ---- records: {id, state, changed} in the open, everything else locked

export async function records() {
  const rows = await mine("records");
  const found = await Promise.all(rows.map(async (row) => ({ ...(await json(row)), id: row.id, state: row.state, changed: row.changed })));
  return found.sort((one, other) => other.changed - one.changed);
}

export async function save(id, content, state = "draft") {
  await put("records", { id, owner, state, changed: Date.now(), ...(await sealJson(content)) });
}

// Turn a draft into a finished record, once: resolves to false where another window was quicker.
export async function finish(id, content) {
  const sealed = await sealJson(content);
  return new Promise((done, fail) => {
    const work = base.transaction("records", "readwrite");
    const store = work.objectStore("records");
    let mineFirst = false;
    const before = store.get(id);
    before.onsuccess = () => {
      if (before.result?.state !== "draft") return;
      mineFirst = true;
      store.put({ id, owner, state: "ready", changed: Date.now(), ...sealed });
    };
    work.oncomplete = () => done(mineFirst);
    work.onabort = () => fail(work.error ?? new DOMException("full", "QuotaExceededError"));
  });
}

export async function drop(record) {
  await write("records", (store) => store.delete(record.id));
  for (const id of record.photos ?? []) await dropPhoto(id);
}

export async function nextNumber() {
  const row = await get("owners", owner);
  await put("owners", { ...row, number: (row.number ?? 0) + 1 });
  return (row.number ?? 0) + 1;
}

export async function keepPhoto(blob) {
  const id = crypto.randomUUID();
  await put("photos", { id, owner, ...(await seal(await blob.arrayBuffer())) });
  return id;
}

export async function photo(id) {
  const row = await get("photos", id);
  return row && new Blob([await unseal(row)], { type: "image/jpeg" });
}

export const dropPhoto = (id) => write("photos", (store) => store.delete(id));

// ---- receipts

export async function keepReceipt(about) {
  await put("log", { id: about.record, owner, at: Date.now(), ...(await sealJson(about)) });
}

export async function receipts() {
  const rows = (await mine("log")).sort((one, other) => other.at - one.at).slice(0, 50);
  return Promise.all(rows.map(async (row) => ({ at: row.at, ...(await json(row)) })));
}

export async function sha256(data) {
  const bytes = typeof data === "string" ? text.encode(data) : await data.arrayBuffer();
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
