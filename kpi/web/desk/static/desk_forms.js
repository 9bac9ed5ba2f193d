// What a browser with scripts does better on the forms of the desk. Everything works without it.

// a file is sent as soon as it is chosen or dropped; what it holds the server reads
for (const form of document.querySelectorAll("form[data-upload]")) {
  const field = form.querySelector('input[type="file"]');
  form.classList.add("p-scripted");
  const drop = form.querySelector("[data-drop]");
  const status = form.querySelector("[data-status]");
  const button = form.querySelector('button[type="submit"]');
  // what is no workbook the server names for what it is, whatever its name says
  const fault = (file) => (file.size > 10 * 1024 * 1024 ? form.dataset.tooBig : "");
  const check = () => {
    const files = [...field.files];
    if (!files.length) return;
    const words = files.map(fault).find(Boolean);
    field.setAttribute("aria-invalid", String(Boolean(words)));
    if (words) status.textContent = words;
    else form.requestSubmit();
  };
  field.addEventListener("change", check);
  form.addEventListener("submit", () => {
    const names = [...field.files].map((file) => file.name);
    if (names.length) status.textContent = form.dataset.checking.replace("{file}", names.join(", "));
    button.setAttribute("aria-disabled", "true");
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("p-over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("p-over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      check();
    }
  });
}

// nothing is sent twice, and what was written is not lost by accident
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const tick = form.querySelector('input[name="confirmed"]');
  const publish = form.querySelector('button[value="publish"]');
  const unticked = form.querySelector("#unticked");
  if (tick && publish && unticked) {
    // the button waits for the tick, and says so
    const wait = () => {
      publish.disabled = !tick.checked;
      unticked.hidden = tick.checked;
    };
    tick.addEventListener("change", wait);
    wait();
  }
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    const button = event.submitter;
    if (button && button.value === "publish") {
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.dataset.busy;
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sent) event.preventDefault();
  });
}

// back from the browser's own memory: buttons are as they were before the form was sent
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
