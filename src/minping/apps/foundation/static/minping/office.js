// Small conveniences of the office's pages; everything works without them.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
for (const link of document.querySelectorAll(".side a")) {
  const path = link.getAttribute("href");
  if (path === location.pathname || (path !== "/office/" && path !== "/" && location.pathname.startsWith(path))) link.setAttribute("aria-current", "page");
}
// On a narrow screen the list of rooms folds behind one button.
const menuButton = document.querySelector(".menu-button");
if (menuButton) {
  const side = menuButton.parentElement;
  const current = side.querySelector("[aria-current]");
  if (current) menuButton.textContent += (document.documentElement.lang === "en" ? ": " : "：") + current.textContent.trim();
  menuButton.hidden = false;
  side.classList.add("folds");
  menuButton.addEventListener("click", () => {
    menuButton.setAttribute("aria-expanded", String(side.classList.toggle("open")));
  });
}
// A summary of errors is read out and reached first.
const faults = document.getElementById("errors");
if (faults) faults.focus();
// Whoever types is not away: the session does not end over a long form.
let told = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - told < 300000) return;
  told = Date.now();
  fetch("/office/accounts/me/").catch(() => {});
});
