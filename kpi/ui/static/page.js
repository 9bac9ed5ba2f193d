// The page: server-built, escaped HTML set into place; plain clicks on our links go to Python instead of reloading.
// One instance lives as long as the tab; Streamlit calls this function again after every run.

const SLOW = 400 // ms before the bar under the header appears
const COPIED = 2000 // ms that a copy button says «Скопійовано»
const PATIENT = 2000 // ms without the server before the reader is told

export default function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.postup ??= start(parentElement))
  state.words = data.words
  state.go = (href) => setTriggerValue("go", href)
  settle(state)
  if (state.version !== data.version) {
    show(state, data)
  }
  state.slots(data.slots)
  return state.stop
}

function start(parent) {
  // beside Streamlit's own boxes, which are hidden (streamlit.css): the page brings its landmarks itself
  const app = parent.closest('[data-testid="stApp"]')
  const root = document.createElement("div")
  app.append(root)
  const state = { app, root, version: null, place: null, waiting: null, charts: [], scrolled: new Map(), back: false }
  history.scrollRestoration = "manual"
  const listen = new AbortController()
  const on = (type, handler) => document.addEventListener(type, handler, { signal: listen.signal })
  on("click", (event) => clicked(state, event))
  on("submit", (event) => submitted(state, event))
  on("change", (event) => changed(event))
  on("postup-theme", () => redraw(state))
  on("keydown", (event) => event.key === "Escape" && closeMenus(root, null))
  addEventListener("popstate", () => {
    state.scrolled.set(state.address, scrollY)
    state.back = true
  }, { signal: listen.signal })
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redraw(state), { signal: listen.signal })
  addEventListener("resize", () => redraw(state, (chart) => chart.narrow !== isNarrow(chart)), { signal: listen.signal })
  state.slots = (slots) => fill(state, slots)
  const watched = [watchLine(state), watchFaults(state)]
  state.stop = () => {
    watched.forEach((observer) => observer.disconnect())
    listen.abort()
    root.remove()
    state.notice.remove()
    delete parent.postup
  }
  return state
}

// Streamlit's own message about a lost connection is English and speaks to programmers: it is hidden, this one is shown.
// What is on the page can still be read, and links then load their page anew.
function watchLine(state) {
  const { app } = state
  const notice = (state.notice = document.createElement("p"))
  notice.className = "postup-offline"
  notice.setAttribute("role", "status")
  state.root.after(notice)
  let told = null
  const look = () => {
    clearTimeout(told)
    state.online = app.dataset.testConnectionState === "CONNECTED"
    if (state.online) {
      notice.textContent = ""
    } else {
      told = setTimeout(() => (notice.textContent = state.words.offline), PATIENT)
    }
  }
  const observer = new MutationObserver(look)
  observer.observe(app, { attributeFilter: ["data-test-connection-state"] })
  look()
  return observer
}

// Where the app fails on the way to a page, its address is loaded as a document: that answers in the reader's words.
function watchFaults(state) {
  const box = state.app.querySelector('[data-testid="stAppViewContainer"]')
  const look = () => state.waiting && box.querySelector('[data-testid="stException"]') && location.assign(state.goes)
  const observer = new MutationObserver(look)
  observer.observe(box, { childList: true, subtree: true })
  return observer
}

function show(state, data) {
  const { root } = state
  const focus = focused(root)
  const first = document.getElementById("postup-first")
  if (first?.dataset.version === data.version) {
    adopt(root, first)
  } else {
    root.innerHTML = data.html
  }
  first?.remove()
  document.documentElement.lang = data.lang
  document.title = data.title
  document.dispatchEvent(new Event("postup-shown"))
  state.charts = []
  state.filled = null
  state.version = data.version
  tidy(data.address)
  const before = state.place
  state.place = data.place
  state.address = root.dataset.address = data.address
  if (before === null && !first) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  } else if (before !== null && before !== data.place) {
    arrive(state)
  } else {
    focus?.()
  }
}

// The document that came first is this page: it stays as the reader has it, with what is open, filled in and in focus.
function adopt(root, first) {
  const active = document.activeElement
  root.replaceChildren(...first.childNodes)
  if (active !== document.activeElement && root.contains(active)) {
    active.focus({ preventScroll: true })
  }
}

// Going back can leave a parameter of the page before in the address.
function tidy(address) {
  if (location.pathname + location.search !== address) {
    history.replaceState(history.state, "", address + location.hash)
  }
}

// After a navigation the reader is at the top, after going back where he left; a screen reader is at the heading.
function arrive(state) {
  const heading = state.root.querySelector("h1")
  heading?.setAttribute("tabindex", "-1")
  heading?.focus({ preventScroll: true })
  scrollTo(0, state.back ? (state.scrolled.get(state.address) ?? 0) : 0)
  state.back = false
}

// A filter of the same page keeps place and focus: the same field, or the link with the same words.
function focused(root) {
  const old = document.activeElement
  if (!old || old === root || !root.contains(old)) {
    return null
  }
  const words = old.textContent
  return () => {
    const same = [...root.querySelectorAll(old.localName)].filter((element) =>
      old.id ? element.id === old.id : old.name ? element.name === old.name : element.textContent === words)
    same[0]?.focus({ preventScroll: true })
  }
}

function clicked(state, event) {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  const target = event.target instanceof Element ? event.target : null
  closeMenus(state.root, target)
  const button = target?.closest("button[data-copy]")
  if (button && state.root.contains(button)) {
    copy(button)
    return
  }
  const link = target?.closest("a[href]")
  if (!plain || !link || !state.root.contains(link) || event.defaultPrevented) {
    return
  }
  const url = new URL(link.href, location.href)
  if (url.hash && url.pathname === location.pathname && url.search === location.search) {
    event.preventDefault()
    jump(state.root, url.hash)
  } else if (state.online && link.hasAttribute("data-nav") && url.origin === location.origin && !link.target) {
    event.preventDefault()
    closeMenus(state.root, null)
    const href = url.pathname + url.search
    if (href === state.address) {
      arrive(state)
    } else {
      leave(state, href)
    }
  }
}

function jump(root, hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)))
  if (target && root.contains(target)) {
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true
    }
    target.setAttribute("tabindex", target.getAttribute("tabindex") ?? "-1")
    target.scrollIntoView()
    target.focus({ preventScroll: true })
  }
}

function submitted(state, event) {
  const form = event.target
  if (!state.online || !state.root.contains(form) || form.method !== "get") {
    return
  }
  event.preventDefault()
  const url = new URL(form.action, location.href)
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => value !== "")
  leave(state, url.pathname + (fields.length ? "?" + new URLSearchParams(fields) : ""))
}

// A select with data-now applies at once; without a script the form's button does it.
function changed(event) {
  if (event.target.matches?.(".postup form select[data-now]")) {
    event.target.form.requestSubmit()
  }
}

function leave(state, href) {
  if (!state.waiting) {
    state.scrolled.set(state.address, scrollY)
    state.waiting = setTimeout(() => state.root.firstElementChild?.classList.add("postup-busy"), SLOW)
    oneEntry()
  }
  state.goes = href
  state.go(href)
}

function settle(state) {
  clearTimeout(state.waiting)
  state.waiting = null
  delete history.pushState
  state.root.firstElementChild?.classList.remove("postup-busy")
}

// Streamlit writes an address in steps (old page without parameters, new page, its parameters): one entry is enough.
function oneEntry() {
  let entered = false
  history.pushState = (...entry) => {
    const write = entered ? History.prototype.replaceState : History.prototype.pushState
    entered = true
    write.apply(history, entry)
  }
}

function closeMenus(root, kept) {
  for (const menu of root.querySelectorAll(".p-header details[open]")) {
    if (!kept || !menu.contains(kept)) {
      menu.open = false
    }
  }
}

async function copy(button) {
  const words = button.closest("div")?.querySelector("code, textarea, input")
  await navigator.clipboard.writeText(words?.value ?? words?.textContent ?? "")
  const before = button.dataset.before ?? (button.dataset.before = button.textContent)
  const live = document.querySelector("[data-copy-status]")
  button.textContent = button.dataset.done
  if (live) {
    live.textContent = button.dataset.done
  }
  setTimeout(() => {
    button.textContent = before
    if (live) {
      live.textContent = ""
    }
  }, COPIED)
}

// The finished SVG stands first; when the browser is idle and the chart near, Plotly takes its place.
function fill(state, slots) {
  if (!slots || state.filled === state.version) {
    return
  }
  state.filled = state.version
  for (const [name, slot] of Object.entries(slots)) {
    const place = state.root.querySelector(`[data-slot="${CSS.escape(name)}"]`)
    if (place) {
      const chart = { place, slot }
      state.charts.push(chart)
      const near = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          near.disconnect()
          const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 1))
          idle(() => draw(state, chart), { timeout: 2000 })
        }
      })
      near.observe(place)
    }
  }
}

let plotly = null
function loadPlotly(src) {
  return (plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = src
    script.onload = () => resolve(window.Plotly)
    script.onerror = () => reject(new Error("the interactive chart could not be loaded"))
    document.head.append(script)
  }))
}

async function draw(state, chart) {
  const { place, slot } = chart
  const library = await loadPlotly(slot.src)
  if (!place.isConnected || !state.charts.includes(chart)) {
    return
  }
  const dark = getComputedStyle(state.root.firstElementChild).colorScheme.trim() === "dark"
    || (getComputedStyle(state.root.firstElementChild).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches)
  const phone = isNarrow(chart)
  const figure = JSON.parse(slot.figures[`${dark ? "dark" : "light"}-${phone ? "phone" : "wide"}`])
  const box = document.createElement("div")
  box.className = phone ? "postup-plot postup-plot-narrow" : "postup-plot"
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", slot.label)
  // as high as the finished chart, so that nothing below it moves; a grid of charts keeps the room its titles need
  const finished = [...place.children].find((child) => child.offsetHeight > 0)?.offsetHeight ?? 0
  figure.layout.height = slot.grid ? Math.max(finished, figure.layout.height) : finished || figure.layout.height
  place.append(box)
  await library.newPlot(box, figure.data, figure.layout, slot.config)
  chart.box = box
  chart.narrow = phone
  place.classList.add("postup-drawn")
}

// The finished chart has a narrow drawing below this width of its place; the interactive one changes with it.
function isNarrow({ place, slot }) {
  return place.clientWidth < slot.wide_rem * parseFloat(getComputedStyle(document.documentElement).fontSize)
}

function redraw(state, wanted = () => true) {
  for (const chart of state.charts) {
    if (chart.box && wanted(chart)) {
      chart.box.remove()
      chart.box = null
      chart.place.classList.remove("postup-drawn")
      draw(state, chart)
    }
  }
}
