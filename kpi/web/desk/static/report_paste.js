// What is pasted from a spreadsheet: lines of cells, and what each of them states. Nothing here touches the page; the form
// (report_form.js) puts it into its fields.

// marks of direction and of no width, which spreadsheets and messengers leave in copies
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const PLAIN = /^[-+\u2010-\u2013\u2212]?[\d \u00a0\u202f\u2009]*\d(?:[.,]\d+)?\s*%?$/;
// «1.234,50», «1,234.50»: which sign is which the site says
const GROUPED = /^[-+\u2212]?\d{1,3}(?:([.,'\u2019])\d{3})+(?!\1)[.,]\d+$/;
const WITH_UNIT = /^([-+\u2212]?\d[\d \u00a0\u202f\u2009]*(?:[.,]\d+)?)\s*([^\d\s.,-][^\d]{0,11})$/;
const RESTRICTED = /^обмежено\s+до\s+(.+)$/iu;
const DASH = /^[-\u2010-\u2015\u2212]$/;
const YEAR = /^(?:19|20)\d\d$/;
// how the words begin that head columns: those whose numbers are the values, those with words for people, all others
const HEADS = {
  value: /^(?:факт|значен|фактичн|value|actual|result)/i,
  comment: /^(?:комент|приміт|пояснен|comment|note|remark)/i,
  other: /^(?:код|назв|показник|індикатор|одиниц|од\.|план|ціль|період|рік|квартал|місяц|було|попередн|поточн|№|code|name|indicator|unit|plan|target|period|year|quarter|month|last|previous)/i,
};

// the key of kpi.model.folding
const foldPasted = (text) =>
  text.normalize("NFC").toUpperCase().replace(/[^\p{L}\p{N}]|ʼ/gu, "")
    .replace(/[ABCEHIKMOPTXY]/g, (letter) => "АВСЕНІКМОРТХУ"["ABCEHIKMOPTXY".indexOf(letter)]);

const cleanPasted = (text) => text.replace(UNSEEN, "").replace(/\s*\n\s*/g, " ").trim();

// the cells of each line; one with a line break, a tab or quotes in it comes quoted
function pastedTable(text) {
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const lines = [[]];
  for (let at = 0; at <= source.length; at = cell.lastIndex + 1) {
    cell.lastIndex = at;
    const [whole, quoted] = cell.exec(source);
    lines.at(-1).push(cleanPasted(quoted === undefined ? whole : quoted.replaceAll('""', '"')));
    cell.lastIndex = at + whole.length;
    if (source[cell.lastIndex] === "\n") lines.push([]);
  }
  return lines;
}

// what a cell states: {number}, with its unit where one is written; {gap, until}; {nothing}; undefined for other words
function meaningOf(cell, absences) {
  if (PLAIN.test(cell) || GROUPED.test(cell)) return { number: cell };
  const until = RESTRICTED.exec(cell);
  if (until) return { gap: "restricted", until: until[1] };
  const word = DASH.test(cell) ? "" : absences[foldPasted(cell)];
  if (word !== undefined) return word ? { gap: word } : { nothing: cell };
  const measured = WITH_UNIT.exec(cell);
  return measured ? { measured: { number: measured[1].trim(), unit: measured[2].trim(), cell } } : undefined;
}

// which column is which, where the first line heads them
function pastedHeads(lines, absences) {
  const kind = (cell) => Object.keys(HEADS).find((name) => HEADS[name].test(cell));
  const [first] = lines;
  const isHead = (cell) => {
    const [stated] = Object.keys(meaningOf(cell, absences) || {});
    return !cell || kind(cell) || YEAR.test(cell) || !stated || stated === "measured";
  };
  if (lines.length < 2 || !first.some(kind) || !first.every(isHead)) return undefined;
  return first.map((cell) => kind(cell));
}

// the lines below the head: `at` their number, `told` what they state, `numbers` every number, `words` those after the
// value, `left` what says something else
function readPasted(text, absences, isCode) {
  const lines = pastedTable(text);
  const heads = pastedHeads(lines, absences);
  return lines.map((cells, index) => ({ at: index + 1, cells })).slice(heads ? 1 : 0).map((line) => {
    const begin = line.cells.findIndex(Boolean);
    const code = begin >= 0 && isCode(line.cells[begin]) ? line.cells[begin] : undefined;
    const found = { ...line, code, told: {}, numbers: [], words: [], left: [] };
    line.cells.forEach((cell, column) => {
      if (!cell || (code && column === begin)) return;
      const head = heads?.[column];
      if (head === "other" || (heads?.includes("value") && head === undefined)) return;
      if (head === "comment") found.words.push(cell);
      else take(found, cell, meaningOf(cell, absences));
    });
    // a number with a unit counts where no other cell is a number; else it is a name that begins with one
    const { measured, ...told } = found.told;
    found.told = measured && !Object.keys(told).length ? { measured } : told;
    return found;
  });
}

function take(found, cell, stated) {
  const [kind] = Object.keys(stated || {});
  if (kind === "number") found.numbers.push(cell);
  if (kind && found.told[kind] === undefined) Object.assign(found.told, stated);
  else if (kind) {
    if (JSON.stringify(found.told[kind]) !== JSON.stringify(stated[kind])) found.left.push(cell);
  } else if (Object.keys(found.told).length) found.words.push(cell);
}
