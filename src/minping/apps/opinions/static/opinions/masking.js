// Puts the words that are selected in the text into the list of words to mask; the page works without it.
const masker = document.querySelector("[data-mask-selected]");
const words = document.getElementById("words");
const raw = document.getElementById("raw");
if (masker && words && raw) {
  masker.hidden = false;
  masker.addEventListener("mousedown", (event) => event.preventDefault());
  masker.addEventListener("click", () => {
    const selection = document.getSelection();
    const chosen = selection ? selection.toString().trim() : "";
    if (!chosen || !raw.contains(selection.anchorNode)) return;
    const lines = words.value.split("\n").map((line) => line.trim()).filter(Boolean);
    for (const part of chosen.split("\n")) if (part.trim() && !lines.includes(part.trim())) lines.push(part.trim());
    words.value = lines.join("\n");
  });
}
