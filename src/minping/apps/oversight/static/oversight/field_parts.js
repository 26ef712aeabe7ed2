// Pieces of pages, and photos made small.
import { t } from "./field_words.js";

const SIDE = 1600;

// el("p", {class: "help"}, "text", node, …); functions become listeners (onclick: …).
export function el(tag, about = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(about)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside.flat(9).filter((one) => one !== null && one !== false && one !== undefined));
  return node;
}

export const button = (words, act, kind = "") => el("button", { type: "button", class: kind, onclick: act }, words);

let count = 0;

// A labelled field; `change` gets its value.
export function field(label, kind, value, change, about = {}) {
  const id = `f${++count}`;
  const tag = kind === "textarea" ? "textarea" : "input";
  const box = el(tag, { id, ...(tag === "input" ? { type: kind } : { rows: about.rows ?? 3 }), ...about });
  box.value = value ?? "";
  box.addEventListener("input", () => change(box.value));
  return el("div", { class: "field" }, el("label", { for: id }, label), box);
}

export function choice(label, options, value, change) {
  const id = `f${++count}`;
  const box = el("select", { id }, options.map(([code, words]) => el("option", { value: code }, words)));
  box.value = value ?? "";
  box.addEventListener("change", () => change(box.value));
  return el("div", { class: "field" }, el("label", { for: id }, label), box);
}

export function radios(label, options, value, change) {
  const name = `f${++count}`;
  return el("fieldset", {}, el("legend", {}, label), options.map(([code, words]) => {
    const box = el("input", { type: "radio", name, value: code, checked: code === value, onchange: () => change(code) });
    return el("label", { class: "radio" }, box, " ", words);
  }));
}

// The picture drawn again, small, as JPEG: what the camera wrote beside it is gone. Rejects what is no picture.
export async function small(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = el("canvas", { width: Math.max(1, Math.round(picture.width * share)), height: Math.max(1, Math.round(picture.height * share)) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", 0.8);
  });
}

export async function thumbnail(blob) {
  const picture = await createImageBitmap(blob);
  const share = Math.min(1, 160 / Math.max(picture.width, picture.height));
  const canvas = el("canvas", { width: Math.round(picture.width * share), height: Math.round(picture.height * share), role: "img", "aria-label": t("photos", "") });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

export function saveFile(name, words) {
  const link = el("a", { href: URL.createObjectURL(new Blob([words], { type: "application/json" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let chars = "";
  for (let at = 0; at < bytes.length; at += 32768) chars += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(chars);
}
