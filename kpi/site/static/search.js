// The list of indicators in the edition that needs no server: search and filters of the same form, in the browser.
// Without scripts the whole list stands.

const rows = JSON.parse(document.getElementById("postup-rows").textContent)
const form = document.querySelector('main form[role="search"]')
const found = document.querySelector("main .p-found b")
const asked = new URLSearchParams(location.search)
const plain = (words) => words.toLocaleLowerCase().replaceAll("’", "'").replaceAll("ʼ", "'")

function matches(row, words) {
  const statuses = asked.get("status")?.split(",") ?? []
  return (!statuses.length || statuses.includes(row.status))
    && (!asked.get("sector") || row.sector === asked.get("sector"))
    && (!asked.get("department") || row.department === asked.get("department"))
    && plain(words).includes(plain(asked.get("q") ?? ""))
}

function show() {
  let shown = 0
  for (const line of document.querySelectorAll("main tbody tr")) {
    const link = line.querySelector("th a")
    const row = rows[link.pathname.split("/").pop()]
    line.hidden = !row || !matches(row, link.textContent)
    shown += line.hidden ? 0 : 1
  }
  found.textContent = `${shown} / ${Object.keys(rows).length}`
  for (const pill of document.querySelectorAll(".p-pills a")) {
    const own = new URL(pill.href).searchParams.get("status") ?? ""
    const chosen = own === (asked.get("status") ?? "")
    chosen ? pill.setAttribute("aria-current", "true") : pill.removeAttribute("aria-current")
  }
}

for (const field of form.elements) {
  if (field.name && asked.has(field.name)) {
    field.value = asked.get(field.name)
  }
}
form.addEventListener("input", () => {
  for (const [name, value] of new FormData(form)) {
    value ? asked.set(name, value) : asked.delete(name)
  }
  show()
})
show()
