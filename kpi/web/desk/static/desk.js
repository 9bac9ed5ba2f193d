// What a browser with scripts does better on the pages of the desk. Everything works without it.

// the plural form of a number as the page's data attributes name it: One, Few, Many, Other
const plural = (n) => {
  const form = new Intl.PluralRules(document.documentElement.lang).select(n);
  return form[0].toUpperCase() + form.slice(1);
};

// how many filled-in rows a workbook's longest sheet has, without the header; 0 where it cannot be told
const filled = (row) => row.includes("<v>") || row.includes("<is>");
const sheetRows = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const at = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end > 0 && at.getUint32(end, true) !== 0x06054b50) end -= 1;
  let entry = at.getUint32(end + 16, true);
  let most = 0;
  for (let left = Math.min(at.getUint16(end + 10, true), 999); left > 0; left -= 1) {
    const packed = at.getUint32(entry + 20, true);
    const [name, extra, note] = [28, 30, 32].map((n) => at.getUint16(entry + n, true));
    const path = new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + name));
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(path)) {
      const local = at.getUint32(entry + 42, true);
      const start = local + 30 + at.getUint16(local + 26, true) + at.getUint16(local + 28, true);
      let stream = new Blob([bytes.subarray(start, start + packed)]).stream();
      if (at.getUint16(entry + 10, true) === 8) stream = stream.pipeThrough(new DecompressionStream("deflate-raw"));
      let rows = 0;
      let rest = "";
      for (const reader = stream.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        const found = (rest + value).split("<row");
        rest = found.pop();
        rows += found.filter(filled).length;
      }
      rows += filled(rest);
      most = Math.max(most, rows - 1);
    }
    entry += 46 + name + extra + note;
  }
  return most;
};

// a file is checked as soon as it is chosen or dropped
for (const form of document.querySelectorAll("form[data-upload]")) {
  const field = form.querySelector('input[type="file"]');
  form.classList.add("p-scripted");
  const drop = form.querySelector("[data-drop]");
  const status = form.querySelector("[data-status]");
  const button = form.querySelector('button[type="submit"]');
  const fault = (file) => {
    if (!/\.xlsx$/i.test(file.name)) return form.dataset.wrongKind;
    return file.size > 10 * 1024 * 1024 ? form.dataset.tooBig : "";
  };
  const check = () => {
    const file = field.files[0];
    if (!file) return;
    const words = fault(file);
    status.textContent = words || form.dataset.checking.replace("{file}", file.name);
    field.setAttribute("aria-invalid", String(Boolean(words)));
    if (!words) form.requestSubmit();
  };
  field.addEventListener("change", check);
  form.addEventListener("submit", () => {
    const file = field.files[0];
    if (file) {
      status.textContent = form.dataset.checking.replace("{file}", file.name);
      // the check is under way meanwhile; a file that is no workbook is told by the server
      sheetRows(file).then((n) => {
        const words = form.dataset[`rows${plural(n)}`];
        if (n > 0) status.textContent = words.replace("{n}", n.toLocaleString(document.documentElement.lang));
      }, () => {});
    }
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
