// The live app grows over the finished document once that can be read: it is loaded when the browser has nothing else to
// do, and not at all for readers who save data. Without it every link and form works as plain HTML.

const own = document.currentScript.dataset
const sparing = navigator.connection?.saveData || /2g/.test(navigator.connection?.effectiveType ?? "")

function load() {
  const style = document.createElement("link")
  style.rel = "stylesheet"
  style.href = own.style
  const script = document.createElement("script")
  script.type = "module"
  script.src = own.script
  document.head.append(style, script)
}

if (!sparing) {
  const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 200))
  const later = () => idle(load, { timeout: 3000 })
  document.readyState === "complete" ? later() : addEventListener("load", later, { once: true })
}
