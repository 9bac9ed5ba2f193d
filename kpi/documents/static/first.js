// The headline first: a slow phone lays out what stands above it and paints, then all the rest, which comes below and
// moves nothing. Not for a link into the page. Without scripts everything is laid out at once.
(() => {
  const root = document.documentElement
  if (location.hash) {
    return
  }
  root.classList.add("p-early")
  const rest = () => root.classList.remove("p-early")
  addEventListener("load", rest, { once: true })
  new PerformanceObserver(rest).observe({ type: "paint", buffered: true })
})()
