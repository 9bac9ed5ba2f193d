// The live app grows over the finished document when the reader begins to use it, or has read on for a while; not at all
// for readers who save data. Who only reads is spared a megabyte. Without it every link and form works as plain HTML.

const own = document.currentScript.dataset
const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"]
const READS_ON = 5000 // ms after the page has come
const sparing = navigator.connection?.saveData || /2g/.test(navigator.connection?.effectiveType ?? "")
const first = new AbortController()

function load() {
  const style = document.createElement("link")
  style.rel = "stylesheet"
  style.href = own.style
  const script = document.createElement("script")
  script.type = "module"
  script.src = own.script
  document.head.append(style, script)
}

function whenComplete(call) {
  document.readyState === "complete" ? call() : addEventListener("load", call, { once: true })
}

function begin() {
  if (!first.signal.aborted) {
    first.abort()
    const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 200))
    whenComplete(() => idle(load, { timeout: 1000 }))
  }
}

if (!sparing) {
  for (const sign of SIGNS) {
    addEventListener(sign, begin, { signal: first.signal, passive: true })
  }
  whenComplete(() => setTimeout(begin, READS_ON))
}
