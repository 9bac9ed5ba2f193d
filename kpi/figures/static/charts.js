// Charts by keyboard and pointer: the chart takes focus, ← → Home End walk through its periods, Escape closes.
// Works for the finished drawings ([data-point]) and for the interactive ones (points with customdata). Load it once;
// charts that come later are found by themselves. The words come from the server and are set as text, never as markup.
(() => {
  if (window.postupCharts) {
    return
  }
  window.postupCharts = true

  const DRAWN = ".postup :is(.p-chart-wide, .p-chart-embed, .p-chart-narrow, .p-share, .p-goal-line)"
  const LIVE = ".postup .postup-plot"
  const CHART = `${DRAWN}, ${LIVE}`
  const places = new WeakMap() // chart -> number of the point it is at
  let tip = null

  function ready() {
    for (const chart of document.querySelectorAll(CHART)) {
      if (!chart.hasAttribute("tabindex")) {
        chart.setAttribute("tabindex", "0")
        // the words are in data-point; the browser's own tooltip would show them twice
        chart.querySelectorAll("[data-point] > title").forEach((title) => title.remove())
      }
    }
  }

  function points(chart) {
    if (!chart.matches(LIVE)) {
      return [...chart.querySelectorAll("[data-point]")].map((node) => ({ node, words: node.dataset.point }))
    }
    const found = (chart.data ?? []).flatMap((trace, curve) =>
      Array.from(trace.customdata ?? [], (words, number) => ({ curve, number, words, x: trace.x[number] })))
    return found.map((point, order) => ({ ...point, order })).sort((a, b) => axis(chart, a) - axis(chart, b) || a.x - b.x || a.order - b.order)
  }

  // plots of one figure are walked one after the other
  function axis(chart, point) {
    return Number((chart.data[point.curve].xaxis ?? "x").slice(1) || 1)
  }

  function plain(words) {
    return words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
  }

  function box(chart) {
    if (!tip?.isConnected) {
      tip = document.createElement("div")
      tip.className = "p-tooltip"
      tip.setAttribute("role", "status")
    }
    const root = chart.closest(".postup")
    if (tip.parentElement !== root) {
      root.append(tip)
    }
    return tip
  }

  function show(chart, point) {
    hide()
    const said = box(chart)
    if (point.node) {
      said.textContent = point.words
      said.classList.remove("p-hidden")
      point.node.classList.add("p-on")
      stand(said, point.node.querySelector("circle, rect").getBoundingClientRect())
    } else {
      said.textContent = plain(point.words)
      said.classList.add("p-hidden") // the interactive chart draws its own; this one is for screen readers
      window.Plotly.Fx.hover(chart, [{ curveNumber: point.curve, pointNumber: point.number }], subplot(chart, point))
    }
  }

  function subplot(chart, point) {
    const { xaxis = "x", yaxis = "y" } = chart.data[point.curve]
    return `${xaxis}${yaxis}`
  }

  // above the point, below it where there is no room; never on it
  function stand(said, mark) {
    const middle = mark.left + mark.width / 2
    const tall = mark.height > 60
    const left = Math.min(Math.max(8, middle - said.offsetWidth / 2), document.documentElement.clientWidth - said.offsetWidth - 8)
    const over = (tall ? mark.top + mark.height / 3 : mark.top) - said.offsetHeight - 6
    said.style.left = `${left}px`
    said.style.top = `${over >= 4 ? over : mark.bottom + 6}px`
  }

  function hide() {
    if (tip?.textContent) {
      tip.textContent = ""
    }
    document.querySelectorAll(".postup .p-on").forEach((node) => node.classList.remove("p-on"))
  }

  function walk(chart, key) {
    const all = points(chart)
    if (!all.length) {
      return false
    }
    const last = all.length - 1
    const now = places.get(chart)
    const next = { ArrowLeft: now === undefined ? last : now - 1, ArrowRight: now === undefined ? 0 : now + 1, Home: 0, End: last }[key]
    if (next === undefined) {
      return false
    }
    const at = Math.min(Math.max(next, 0), last)
    places.set(chart, at)
    show(chart, all[at])
    return true
  }

  function leave(chart) {
    hide()
    places.delete(chart)
    if (chart.matches(LIVE) && window.Plotly) {
      window.Plotly.Fx.unhover(chart)
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hide()
    }
    const chart = event.target.closest?.(CHART)
    if (!chart || event.ctrlKey || event.metaKey || event.altKey) {
      return
    }
    if (event.key === "Escape") {
      leave(chart)
    } else if (walk(chart, event.key)) {
      event.preventDefault()
    }
  })
  document.addEventListener("focusout", (event) => {
    const chart = event.target.closest?.(CHART)
    if (chart) {
      leave(chart)
    }
  })
  document.addEventListener("pointerover", (event) => {
    const node = event.target.closest?.("[data-point]")
    const chart = node?.closest(CHART)
    if (chart) {
      show(chart, { node, words: node.dataset.point })
    } else if (tip?.textContent && !document.activeElement?.matches?.(CHART)) {
      hide()
    }
  })
  // only what is shown at a place: focusing a chart scrolls the page, and words for screen readers must outlast that
  addEventListener("scroll", () => tip?.classList.contains("p-hidden") || hide(), { passive: true, capture: true })

  let asked = false
  const later = () => {
    if (!asked) {
      asked = true
      requestAnimationFrame(() => {
        asked = false
        ready()
      })
    }
  }
  new MutationObserver(later).observe(document.documentElement, { childList: true, subtree: true })
  ready()
})()
