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
