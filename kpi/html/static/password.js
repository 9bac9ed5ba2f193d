// A button beside each password that shows what was typed; without scripts the field stands alone.
for (const field of document.querySelectorAll('input[type="password"][data-show]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "p-button";
  const name = () => {
    button.textContent = field.type === "password" ? field.dataset.show : field.dataset.hide;
  };
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    name();
    field.focus();
  });
  // a shown password is sent and remembered by browsers like any other
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
  name();
  field.closest("label").after(button);
}
