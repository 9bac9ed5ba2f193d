// What a browser with scripts does better on pages, sheets, embeds and in the saved edition: tooltips and arrow keys on
// drawings, copy buttons, filters that apply at once, menus that close. Everything can be read and used without it.
// Words come from the server and are set as text, never as markup.
(() => {
  const said = document.createElement("div") // what happened, for screen readers
  said.className = "p-hidden"
  said.setAttribute("role", "status")

  // --- drawings: they take focus, ← → Home End walk through their points ([data-point]), Escape closes

  const places = new WeakMap() // drawing -> number of the point it is at
  const tip = document.createElement("div")
  tip.className = "p-tooltip"
  tip.setAttribute("role", "status")

  function prepare() {
    for (const point of document.querySelectorAll("[data-point]")) {
      point.ownerSVGElement.setAttribute("tabindex", "0")
      // the words are in data-point; the browser's own tooltip would show them twice
      point.querySelectorAll("title").forEach((title) => title.remove())
    }
    for (const button of document.querySelectorAll("[data-copy], [data-print]")) {
      button.hidden = false
    }
  }

  const drawingOf = (node) => node.closest?.("svg[tabindex]")

  function show(point) {
    hide()
    point.closest(".postup").append(tip)
    tip.textContent = point.dataset.point
    // words of a workbook may be in another language than the page
    tip.lang = point.getAttribute("lang") ?? document.documentElement.lang
    point.classList.add("p-on")
    stand(point.querySelector("circle, rect").getBoundingClientRect())
  }

  // above the point, below it where there is no room; never on it
  function stand(mark) {
    const right = document.documentElement.clientWidth - tip.offsetWidth - 8
    const left = Math.min(Math.max(8, mark.left + mark.width / 2 - tip.offsetWidth / 2), right)
    const over = (mark.height > 60 ? mark.top + mark.height / 3 : mark.top) - tip.offsetHeight - 6
    tip.style.left = `${left}px`
    tip.style.top = `${over >= 4 ? over : mark.bottom + 6}px`
  }

  function hide() {
    if (tip.textContent) {
      tip.textContent = ""
      document.querySelectorAll(".p-on").forEach((point) => point.classList.remove("p-on"))
    }
  }

  function leave(drawing) {
    hide()
    places.delete(drawing)
  }

  function walk(drawing, key) {
    const points = [...drawing.querySelectorAll("[data-point]")]
    const last = points.length - 1
    const now = places.get(drawing)
    const steps = { ArrowLeft: now === undefined ? last : now - 1, ArrowRight: now === undefined ? 0 : now + 1, Home: 0, End: last }
    if (!(key in steps)) {
      return false
    }
    const at = Math.min(Math.max(steps[key], 0), last)
    places.set(drawing, at)
    show(points[at])
    return true
  }

  document.addEventListener("focusout", (event) => {
    const drawing = drawingOf(event.target)
    if (drawing) {
      leave(drawing)
    }
  })
  document.addEventListener("pointerover", (event) => {
    const point = event.target.closest?.("[data-point]")
    if (point) {
      show(point)
    } else if (!drawingOf(document.activeElement)) {
      hide()
    }
  })
  // what a key has told stays at its point: focusing a drawing scrolls the page, sometimes after the first key
  function follow() {
    const point = document.querySelector(".p-on")
    if (point && drawingOf(document.activeElement ?? point) === drawingOf(point)) {
      stand(point.querySelector("circle, rect").getBoundingClientRect())
    } else {
      hide()
    }
  }
  addEventListener("scroll", follow, { passive: true, capture: true })

  // --- menus of the header: one click elsewhere or Escape closes them

  const menus = () => document.querySelectorAll(".p-header details[open]")

  document.addEventListener("keydown", (event) => {
    const drawing = drawingOf(event.target)
    if (event.key === "Escape") {
      hide()
      for (const menu of menus()) {
        menu.open = false
        if (menu.contains(event.target)) {
          menu.querySelector("summary").focus()
        }
      }
      if (drawing) {
        leave(drawing)
      }
    } else if (drawing && !event.ctrlKey && !event.metaKey && !event.altKey && walk(drawing, event.key)) {
      event.preventDefault()
    }
  })

  // --- what a link leads to is unfolded

  function unfold() {
    let part = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    for (part = part?.closest("details"); part; part = part.parentElement.closest("details")) {
      part.open = true
    }
  }

  // --- copying: without HTTPS by the selection, as old browsers do

  async function copy(button) {
    const words = button.parentElement.querySelector("code")
    try {
      await navigator.clipboard.writeText(words.textContent)
    } catch {
      getSelection().selectAllChildren(words)
      document.execCommand("copy")
    }
    said.textContent = button.dataset.done
    button.dataset.label ??= button.textContent
    button.textContent = button.dataset.done
    setTimeout(() => {
      button.textContent = button.dataset.label
    }, 2500)
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : document.body
    for (const menu of menus()) {
      menu.open = menu.contains(target)
    }
    const button = target.closest("[data-copy], [data-print]")
    if (button) {
      button.hasAttribute("data-print") ? print() : copy(button)
    }
    carry(target.closest("main a"))
  })

  // --- filters: a choice in a form applies at once; the form stays as it is, what stands around it is replaced

  const FORM = "form[data-apply]"
  let asking = null
  let later = 0

  // a field of the form may itself be called «action»
  const actionOf = (form) => new URL(form.getAttribute("action"), document.baseURI)

  function addressOf(form) {
    const address = actionOf(form)
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
    return address
  }

  async function apply(form) {
    clearTimeout(later)
    later = 0
    asking?.abort()
    asking = new AbortController()
    const address = addressOf(form)
    try {
      const answer = await fetch(address, { signal: asking.signal })
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
      const forms = [...document.querySelectorAll(FORM)]
      replaceAround(form, fresh.querySelectorAll(FORM)[forms.indexOf(form)])
      document.querySelector(".p-lang").replaceWith(fresh.querySelector(".p-lang"))
      document.title = fresh.title
    } catch (error) {
      if (error.name !== "AbortError") {
        form.submit()
      }
      return
    }
    history.replaceState(history.state, "", address)
    prepare()
    said.textContent = (document.querySelector("main .p-found") ?? document.querySelector("main h1")).textContent
  }

  function replaceAround(form, fresh) {
    for (let [mine, theirs] = [form, fresh]; mine.localName !== "main"; [mine, theirs] = [mine.parentElement, theirs.parentElement]) {
      const nodes = [...theirs.parentElement.childNodes]
      const at = nodes.indexOf(theirs)
      for (const node of [...mine.parentElement.childNodes]) {
        if (node !== mine) {
          node.remove()
        }
      }
      mine.before(...nodes.slice(0, at))
      mine.after(...nodes.slice(at + 1))
    }
  }

  // a link to the same list keeps what has been written and not been looked for yet
  function carry(link) {
    const form = later && link ? document.querySelector(FORM) : null
    if (form && actionOf(form).pathname === link.pathname) {
      const address = new URL(link.href)
      address.searchParams.set("q", form.elements.q.value)
      link.href = address
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.closest(FORM)
    if (form && event.target.matches("select, input:not([type=search], [type=text])")) {
      apply(form)
    }
  })
  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORM)
    if (form && event.target.matches("[type=search], [type=text]")) {
      clearTimeout(later)
      later = setTimeout(apply, 300, form)
    }
  })

  document.body.append(said)
  addEventListener("hashchange", unfold)
  unfold()
  prepare()
})()
