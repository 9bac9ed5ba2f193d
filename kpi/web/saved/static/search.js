// The list of indicators in the edition that needs no server: search and filters of the same form, in the browser.
// Without scripts the whole list stands. Forms of words are those of kpi/text/wordforms.py; a test holds both together.

const leftOut = /['’ʼ‘`´′\u00ad\u0301]/g
const alike = Object.fromEntries([..."abcehikmoptxy"].map((letter, at) => [letter, [..."авсенікмортху"][at]]))
const endings = /(?:ами|ями|ого|ому|ими|іми|ях|ах|ам|ям|ів|їв|ом|ем|єм|ою|ею|єю|их|іх|им|ім|ий|ій|ої|ей|єї|іеs|еs|іng|еd|s)$/
const mostListed = 200
const soundless = /[аеєиіїоуюяйьъыэёu]/g

function folded(words) {
  const plain = words.normalize("NFKC").replace(leftOut, "").toLowerCase().normalize("NFKC").replace(leftOut, "")
  return plain.replace(/[a-z]/g, (letter) => alike[letter] ?? letter)
}

function skeleton(word) {
  const stem = word.replace(endings, "")
  return (stem.length >= 3 ? stem : word).replace(soundless, "").replaceAll("ч", "к").replaceAll("ж", "г")
}

function isForm(asked, word) {
  if (asked === word) return true
  if (asked.length < 3 || /\p{Nd}/u.test(asked)) return false
  if (word.startsWith(asked)) return asked.length > 3 || word.length - asked.length < 3
  if (asked.startsWith(word) && asked.length - word.length <= 2 && word.length > 2) return true
  if (asked.slice(0, 2) !== word.slice(0, 2)) return false
  const [sought, held] = [skeleton(asked), skeleton(word)]
  if (sought.length < 2 || /[a-z]/.test(word)) return sought === held && sought.length > 1
  return held.startsWith(sought) && held.length - sought.length <= (sought.length === 2 ? 1 : 3)
}

// Whether a query finds a row: codes that begin so, else every word in some form (kpi/views/common/search.py).
function matches(row, all, query) {
  const asked = query.trim()
  if (!asked) return true
  const begins = (one) => `${folded(one.code)}.`.startsWith(folded(asked.replaceAll(",", ".")))
  if (/^[\p{L}\p{N}_]+([.,][\p{L}\p{N}_]+)*[.,]?$/u.test(asked) && all.some(begins)) return begins(row)
  const parts = folded(asked).split(/[^\p{L}\p{N}-]+/u).map((part) => part.replaceAll("-", "")).filter(Boolean)
  const meant = parts.filter((word) => word.length > 1 || /^\p{Nd}$/u.test(word))
  const sought = meant.length ? meant : parts
  return sought.length > 0 && sought.every((word) => row.words.split(" ").some((held) => isForm(word, held)))
}

function show(rows, asked, found) {
  const all = Object.values(rows)
  const statuses = asked.get("status")?.split(",") ?? []
  const chosen = (row) => (!statuses.length || statuses.includes(row.status))
    && (!asked.get("sector") || row.sector === asked.get("sector"))
    && (!asked.get("department") || row.department === asked.get("department"))
    && matches(row, all, asked.get("q") ?? "")
  const matching = Object.entries(rows).filter(([, row]) => chosen(row))
  if (all.some((row) => row.name)) list(matching, matching.length < all.length)
  for (const line of document.querySelectorAll("main tbody tr")) {
    const row = rows[line.querySelector("th a").pathname.split("/").pop()]
    line.hidden = !row || !chosen(row)
  }
  found.textContent = `${matching.length} / ${all.length}`
  for (const pill of document.querySelectorAll(".p-pills a")) {
    const own = new URL(pill.href).searchParams.get("status") ?? ""
    own === (asked.get("status") ?? "") ? pill.setAttribute("aria-current", "true") : pill.removeAttribute("aria-current")
  }
}

// Of a list in pages this one holds a part: what is found among all stands as links in place of its tables.
function list(matching, narrowed) {
  const parts = [".p-table-indicators", ".p-fold:has(.p-table-indicators)", ".p-pages", ".p-found span"]
  for (const part of document.querySelectorAll(parts.map((one) => `main ${one}`))) part.hidden = narrowed
  const results = document.querySelector("main .p-results") ?? document.createElement("ul")
  results.className = "p-results"
  results.hidden = !narrowed
  document.querySelector("main .p-found").after(results)
  results.replaceChildren(...(narrowed ? matching.slice(0, mostListed) : []).map(([file, row]) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")]
    link.href = file.split("/").pop()
    link.textContent = `${row.code} ${row.name}`
    item.append(link, ` · ${row.says}`)
    return item
  }))
}

function begin() {
  const form = document.querySelector('main form[role="search"]')
  const data = document.getElementById("postup-rows")
  // another page than the first of a list: its form leads there
  if (!data) return void (form.hidden = false)
  const rows = JSON.parse(data.textContent)
  const found = document.querySelector("main .p-found b")
  const asked = new URLSearchParams(location.search)
  form.hidden = false
  for (const field of form.elements) {
    if (field.name && asked.has(field.name)) field.value = asked.get(field.name)
  }
  form.addEventListener("input", () => {
    for (const [name, value] of new FormData(form)) value ? asked.set(name, value) : asked.delete(name)
    show(rows, asked, found)
  })
  show(rows, asked, found)
}

if (typeof document !== "undefined") begin()
