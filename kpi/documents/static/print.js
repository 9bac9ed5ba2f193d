// A print sheet on the screen: the button works only where scripts run, so it shows itself.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
