// Conveniences of the pages about opinions; everything works without them.
const field = document.getElementById("id_code");
function fromLink() {
  if (!field || location.hash.length < 2) return;
  // The code came in the part of the address that is never sent; it goes on in the form's body.
  field.value = location.hash.slice(1, 100);
  history.replaceState(null, "", location.pathname);
  field.form.requestSubmit();
}
addEventListener("hashchange", fromLink);
fromLink();
// Whoever comes back to a form by the back button sends the same form again, not a second one.
const mark = document.querySelector("[name=mark]");
if (mark) {
  if (history.state?.mark) mark.value = history.state.mark;
  else history.replaceState({ mark: mark.value }, "");
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}
// A second press while the first is on its way sends nothing twice (and if it did, the form's mark would tell).
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "1";
  setTimeout(() => { delete event.target.dataset.sent; }, 4000);
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
