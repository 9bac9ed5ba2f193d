// The form of the desk: each row says what it means while it is typed, keeps itself, takes a column from Excel.
// Everything works without it: the same is done by «Перевірити».

const report = document.querySelector("#report");
if (report && report.querySelector("[data-row]")) begin(report);

// the site has answered, and not taken what was sent
class Refusal extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

function begin(form) {
  const FIELDS = ["value", "gap", "restricted_until", "comment", "cause", "measure", "due", "responsible", "expected_value", "money", "outcome", "outcome_day", "outcome_reason"];
  const words = form.dataset;
  const rows = new Map();
  const saved = form.querySelector("[data-saved]");
  const filled = form.querySelector("[data-filled]");
  // communities on one host share this storage, not what is typed
  const memory = `report:${document.documentElement.dataset.mount ?? ""}:${words.login}`;
  form.classList.add("p-scripted");

  for (const element of form.querySelectorAll("[data-row]")) {
    const key = element.dataset.row;
    const field = (name) => form.elements[`${name}:${key}`];
    const row = { key, element, field, said: element.querySelector(".p-report-words"), dirty: false };
    // a corrective action without a row has its own fields alone, a row without one lacks them
    row.fields = FIELDS.filter(field);
    row.text = (name) => (field(name) ? field(name).value.trim() : "");
    row.read = () => Object.fromEntries(row.fields.map((name) => [name, field(name).value]));
    row.touched = () => {
      const bases = { value: "base", gap: "base_gap", restricted_until: "base_until" };
      return row.fields.some((name) => row.text(name) !== (name in bases ? row.text(bases[name]) : ""));
    };
    // what is asked for beside one choice alone goes with it
    row.date = () => {
      const outcome = row.text("outcome");
      const wanted = {
        restricted_until: row.text("gap") === "restricted",
        outcome_day: outcome === "done" || outcome === "moved",
        outcome_reason: Boolean(outcome),
      };
      for (const [name, shown] of Object.entries(wanted)) {
        if (!field(name)) continue;
        if (!shown) field(name).value = "";
        field(name).parentElement.hidden = !shown;
      }
    };
    // one that stands beside another choice is a problem that is told: it is not cleared unseen
    row.astray = () =>
      (row.text("restricted_until") && row.text("gap") !== "restricted") ||
      ((row.text("outcome_day") || row.text("outcome_reason")) && !row.text("outcome"));
    rows.set(key, row);
  }

  const send = async (address, some, signal) => {
    const body = new URLSearchParams({ token: form.elements.token.value });
    if (form.elements.edition) body.append("edition", form.elements.edition.value);
    for (const row of some) {
      for (const name of [...FIELDS, "version", "base", "base_gap", "base_until"]) {
        if (row.field(name)) body.append(`${name}:${row.key}`, row.field(name).value);
      }
    }
    const answer = await fetch(address, { method: "POST", body, signal, headers: { Accept: "application/json" } });
    if (answer.status === 401) {
      ended();
      throw new DOMException("signed out", "AbortError");
    }
    if (!answer.ok) throw new Refusal(answer.status);
    tries = 0;
    stay();
    return answer.json();
  };

  // what a row means, as the server says it
  const show = (row, told) => {
    row.said.replaceChildren(
      ...(row.choice ? [row.choice] : []),
      ...told.words.map(({ tone, text }) => {
        const line = document.createElement("p");
        line.className = `p-word p-word-${tone}`;
        line.textContent = text;
        return line;
      })
    );
    for (const name of row.fields) {
      if (told.problems.includes(name)) row.field(name).setAttribute("aria-invalid", "true");
      else row.field(name).removeAttribute("aria-invalid");
    }
    row.element.classList.toggle("p-problem", told.words.some(({ tone }) => tone === "error"));
    const open = (part, wanted) => {
      const fold = row.element.querySelector(`[data-part="${part}"]`);
      if (fold && wanted) fold.open = true;
    };
    open("action", told.action);
    open("comment", row.touched());
    row.element.dispatchEvent(new CustomEvent("judged", { bubbles: true }));
  };

  const judge = async (some) => {
    const listed = [...some];
    if (!listed.length) return;
    // what is asked anew of a row needs no answer to what was asked of it before; other rows keep theirs
    const asking = new AbortController();
    if (listed.length === 1) {
      listed[0].asking?.abort();
      listed[0].asking = asking;
    }
    const values = new Map(listed.map((row) => [row.key, JSON.stringify(row.read())]));
    try {
      const told = await send(words.judge, listed, asking.signal);
      for (const row of listed) {
        // an answer to what has been typed over meanwhile says nothing
        if (JSON.stringify(row.read()) === values.get(row.key)) show(row, told.rows[row.key]);
      }
    } catch (error) {
      failed(error);
    }
  };

  const plural = (n) => {
    const kind = new Intl.PluralRules(document.documentElement.lang).select(n);
    return words[`filled${kind[0].toUpperCase()}${kind.slice(1)}`] || words.filledOther;
  };
  const count = () => {
    const n = [...rows.values()].filter((row) => row.touched()).length;
    filled.textContent = n ? plural(n).replace("{n}", n) : "";
  };

  // the department's draft
  let saving;
  let retry;
  const content = (row) => JSON.stringify(row.read());
  const keep = async () => {
    clearTimeout(saving);
    clearTimeout(retry);
    // one that is too long is not sent again until it has changed
    const some = [...rows.values()].filter((row) => row.dirty && row.refused !== content(row));
    if (some.length) await kept(some);
  };
  const kept = async (some) => {
    const values = new Map(some.map((row) => [row.key, content(row)]));
    try {
      const told = await send(words.save, some);
      for (const row of some) {
        if (told.versions[row.key] && !told.collisions.some(({ key }) => key === row.key)) {
          row.field("version").value = told.versions[row.key];
        }
        // a row that collides is not kept until one of the two is chosen
        row.dirty = content(row) !== values.get(row.key) || told.collisions.some(({ key }) => key === row.key);
        row.refused = undefined;
      }
      told.collisions.forEach(collide);
      if (!told.collisions.length) saved.textContent = told.saved;
      note("offline", "");
      tooLong();
    } catch (error) {
      if (error.status !== 413) failed(error);
      // which of them it is, is known once each has been sent alone
      else if (some.length > 1) for (const row of some) await kept([row]);
      else {
        some[0].refused = values.get(some[0].key);
        saved.textContent = "";
        tooLong();
      }
    }
  };
  const tooLong = () => {
    const named = [...rows.values()].filter((row) => row.refused !== undefined && row.refused === content(row));
    const titles = named.map((row) => row.element.querySelector(".p-report-title").textContent.trim());
    note("too-long", titles.length ? words.tooLong.replace("{lines}", titles.join("; ")) : "");
  };
  const later = () => {
    clearTimeout(saving);
    saving = setTimeout(keep, 800);
  };
  // without a connection it is tried until there is one; where the site answers and does not take it, a few times
  const MOST_TRIES = 3;
  let tries = 0;
  const failed = (error) => {
    // what is too long is told once it is saved
    if (error.name === "AbortError" || error.status === 413) return;
    saved.textContent = "";
    clearTimeout(retry);
    const { status } = error;
    if (status) tries += 1;
    const said = !status ? words.offline : status < 500 ? words.refused : words.trouble;
    note("offline", said.replace("{n}", status));
    if (!status || (status >= 500 && tries <= MOST_TRIES)) retry = setTimeout(keep, 5000 * Math.max(1, tries));
  };
  window.addEventListener("online", keep);

  // what a colleague has typed meanwhile: both are shown, one is chosen
  const collide = ({ key, version, words: told, fields }) => {
    const row = rows.get(key);
    if (row.choice?.textContent.startsWith(told)) return;
    row.choice?.remove();
    const line = document.createElement("p");
    line.className = "p-word p-word-error";
    line.textContent = `${told} `;
    const choose = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "p-button";
      button.textContent = label;
      button.addEventListener("click", () => {
        row.field("version").value = version;
        row.choice = undefined;
        act();
        row.dirty = true;
        judge([row]);
        keep();
        row.field(row.fields[0]).focus();
      });
      line.append(button, " ");
    };
    choose(words.mine, () => {});
    choose(words.theirs, () => {
      Object.entries(fields).forEach(([name, value]) => row.field(name) && (row.field(name).value = value));
      row.date();
    });
    row.said.prepend(line);
    row.choice = line;
  };

  // sentences above the form
  const note = (name, said, button) => {
    let place = form.querySelector(`[data-note="${name}"]`);
    if (!said) {
      place?.remove();
      return;
    }
    // one that says the same stays as it is: it is not read out again, and a click on its link or button is not lost
    if (place?.firstChild.textContent === said) return;
    if (!place) {
      place = document.createElement("div");
      place.className = "p-alert p-report-note";
      place.dataset.note = name;
      place.setAttribute("role", ["restored", "untaken", "spread"].includes(name) ? "status" : "alert");
      form.prepend(place);
    }
    const line = document.createElement("p");
    line.textContent = said;
    place.replaceChildren(line, ...(button ? [button] : []));
  };

  // the session: a warning two minutes before its end, nothing lost after it
  let warning;
  const stay = () => {
    clearTimeout(warning);
    note("warning", "");
    note("ended", "");
    warning = setTimeout(warn, (Number(words.idle) - 120) * 1000);
  };
  const warn = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "p-button p-primary";
    button.textContent = words.goOn;
    button.addEventListener("click", () => send(words.judge, []).catch(failed));
    note("warning", words.warning, button);
    warning = setTimeout(() => send(words.judge, []).catch(() => {}), 180 * 1000);
  };
  const ended = () => {
    clearTimeout(warning);
    note("warning", "");
    note("offline", "");
    remember();
    const link = document.createElement("a");
    link.className = "p-button p-primary";
    link.textContent = words.enter;
    const here = new URL(location.href);
    const row = document.activeElement?.closest?.("[data-row]") || [...rows.values()].find((one) => one.dirty)?.element;
    if (row) here.searchParams.set("row", row.dataset.row);
    const login = new URL(words.loginPage, location.href);
    const mount = document.documentElement.dataset.mount ?? "";
    login.searchParams.set("next", here.pathname.slice(mount.length) + here.search);
    link.href = login;
    // what is typed until the click is kept as well, so the browser has nothing to warn of
    link.addEventListener("click", () => {
      remember();
      leaving = true;
    });
    note("ended", words.ended, link);
  };
  const remember = () => {
    // with the version that it began with: what a colleague has typed since is not replaced
    const kept = Object.fromEntries(
      [...rows.values()].filter((row) => row.dirty).map((row) => [row.key, { ...row.read(), version: row.field("version").value }])
    );
    if (Object.keys(kept).length) sessionStorage.setItem(memory, JSON.stringify(kept));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(memory) || "{}");
    sessionStorage.removeItem(memory);
    const back = [];
    for (const [key, values] of Object.entries(kept)) {
      const row = rows.get(key);
      if (!row) continue;
      [...row.fields, "version"].forEach((name) => (row.field(name).value = values[name] ?? ""));
      row.date();
      row.dirty = true;
      back.push(row);
    }
    if (back.length) {
      note("restored", words.restored);
      changed(back);
      keep();
    }
  };

  // typing
  const changed = (some) => {
    for (const row of some) row.element.classList.toggle("p-changed", row.touched());
    count();
    // what is said of an action changes what a row of its indicator asks for
    const codes = new Set(some.map((row) => row.element.dataset.code));
    const beside = [...rows.values()].filter(
      (row) => !some.includes(row) && codes.has(row.element.dataset.code) && row.touched()
    );
    judge([...some, ...beside]);
  };
  const rowOf = (target) => rows.get(target.closest("[data-row]")?.dataset.row);
  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    if (event.target.tagName === "SELECT") row.date();
    row.dirty = true;
    row.element.classList.toggle("p-changed", row.touched());
    clearTimeout(row.typing);
    row.typing = setTimeout(() => changed([row]), 40);
    later();
  });
  form.addEventListener("change", (event) => {
    if (rowOf(event.target)) keep();
  });

  // a column or a block from Excel (report_paste.js): values and reasons of absence go into this row and those below, or
  // to the rows that codes name; what is not understood is listed
  const absences = JSON.parse(words.absences);
  const order = [...rows.values()].filter((row) => row.field("value"));
  const unitOf = (row) => foldPasted(row.element.querySelector(".p-report-unit")?.textContent || "");
  const units = new Set(order.map(unitOf));
  const codes = new Set(order.map((row) => row.element.dataset.code));
  // the rows of a code that have no published value
  const openRows = (code) => order.filter((row) => row.element.dataset.code === code && !row.text("base"));

  const put = (row, { number, nothing, gap, until, measured }) => {
    // a unit that is the row's own says nothing; another one is asked about by the site
    const written = measured && (foldPasted(measured.unit) === unitOf(row) ? measured.number : measured.cell);
    // a word for nothing beside its reason says no more than the reason
    row.field("value").value = number ?? written ?? (gap ? "" : nothing);
    row.field("gap").value = gap || "";
    row.field("restricted_until").value = until || "";
    row.date();
    row.dirty = true;
  };
  // the words behind a value are its comment, unless another one stands there
  const explain = (row, line) => {
    const own = line.words.filter((cell) => foldPasted(cell) !== unitOf(row));
    const [comment] = own;
    const field = row.field("comment");
    const free = field && (!row.text("comment") || row.text("comment") === comment);
    if (own.length === 1 && free && !units.has(foldPasted(comment))) field.value = comment;
    else line.left.push(...own);
  };
  // the row of a line: of its code the one whose period it names, else the next; without a code the next row of the page
  const placed = (line, state) => {
    if (line.code === undefined) return order[state.place++];
    const own = order.filter((row) => row.element.dataset.code === line.code && !state.taken.includes(row));
    const periods = new Set(line.cells.map(foldPasted));
    return own.find((row) => periods.has(foldPasted(row.element.dataset.period))) ?? own[0];
  };
  // numbers of one line are the periods of its indicator where it waits for just as many
  const spread = (row, line, state) => {
    const own = openRows(row.element.dataset.code);
    const fits = line.numbers.length > 1 && line.numbers.length === own.length && row === own[0];
    if (!fits || (line.code === undefined && !state.single)) return false;
    own.forEach((one, at) => put(one, { number: line.numbers[at] }));
    state.taken.push(...own);
    state.spread.push(...own.map((one, at) => `${one.element.dataset.period} — ${line.numbers[at]}`));
    line.left = line.left.filter((cell) => !line.numbers.includes(cell));
    return true;
  };
  const takeLine = (line, state) => {
    if (!line.cells.some(Boolean)) {
      state.place += 1;
      return [];
    }
    const row = placed(line, state);
    if (!row || !Object.keys(line.told).length) return line.cells.filter(Boolean);
    if (!spread(row, line, state)) {
      put(row, line.told);
      state.taken.push(row);
    }
    explain(row, line);
    return line.left;
  };
  form.addEventListener("paste", (event) => {
    const start = rowOf(event.target);
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!start || !event.target.name.startsWith("value:")) return;
    note("untaken", "");
    note("spread", "");
    // a single number or other text is pasted by the browser, where the pointer stands, unless there is something to clean
    const alone = cleanPasted(text);
    const stated = meaningOf(alone, absences);
    const own = stated?.measured && foldPasted(stated.measured.unit) === unitOf(start);
    const clean = !stated || (stated.number && alone === text.trim()) || (stated.measured && !own);
    if (!/[\t\r\n]/.test(text.trim()) && clean) return;
    event.preventDefault();
    const lines = readPasted(text, absences, (cell) => codes.has(cell));
    const state = { place: order.indexOf(start), taken: [], spread: [], single: lines.length === 1 };
    const untaken = [];
    for (const line of lines) {
      const rest = takeLine(line, state);
      const said = rest.join(" ").slice(0, 60);
      if (rest.length) untaken.push(words.untakenLine.replace("{n}", line.at).replace("{text}", said));
    }
    note("untaken", untaken.length ? words.untaken.replace("{lines}", untaken.join("; ")) : "");
    note("spread", state.spread.length ? words.spread.replace("{lines}", state.spread.join("; ")) : "");
    changed([...new Set(state.taken)]);
    later();
  });

  // the form is sent whole; files are read after what was typed is kept
  let leaving = false;
  form.addEventListener("submit", () => {
    leaving = true;
    sessionStorage.removeItem(memory);
  });
  for (const other of document.querySelectorAll('form[data-upload="files"]')) {
    other.addEventListener("submit", async (event) => {
      if (![...rows.values()].some((row) => row.dirty)) return;
      event.preventDefault();
      await keep();
      // what could not be kept comes back on the page that follows
      remember();
      leaving = true;
      other.submit();
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (leaving || ![...rows.values()].some((row) => row.dirty)) return;
    remember();
    event.preventDefault();
  });

  for (const row of rows.values()) {
    row.element.classList.toggle("p-changed", row.touched());
    if (!row.astray()) row.date();
  }
  restore();
  count();
  stay();
}
