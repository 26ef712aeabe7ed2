// Asks the browser for a security key and sends what it says.
document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("use-key");
  if (!button) return;
  const way = button.form.dataset.key === "add" ? "addForm" : "authenticateForm";
  const ids = { add: "use-key", authenticate: "use-key", credential: button.dataset.credential, data: "js_data" };
  window.allauth.webauthn.forms[way]({ ids });
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("key-fault").hidden = false;
});
