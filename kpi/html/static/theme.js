// Light, dark or as the system, and what the first frame shows. Linked in the head before the style sheets, so that nothing is painted in the wrong one;
// the reader's choice is kept in localStorage, no cookie. Without scripts the page follows the system.
// The language that a reader chooses is the one thing that the server must know the next time: a cookie of two letters,
// below the address of its community where a host has several.
(() => {
  const KEY = "postup-theme"
  const CHOICES = ["auto", "light", "dark"]
  const PAGE = { light: "#FFFFFF", dark: "#0F171E" }
  const root = document.documentElement

  // a browser that keeps nothing (private windows, blocked storage) still switches the open page
  function kept() {
    try {
      return localStorage.getItem(KEY)
    } catch {
      return null
    }
  }

  function keep(choice) {
    try {
      choice === "auto" ? localStorage.removeItem(KEY) : localStorage.setItem(KEY, choice)
    } catch {
      // the choice lasts as long as the page
    }
  }

  function apply(choice) {
    root.dataset.theme = CHOICES.includes(choice) ? choice : "auto"
    mark()
  }

  // what depends on the choice and stands below this script: the buttons, the colour of the browser's frame
  function mark() {
    const choice = root.dataset.theme
    for (const button of document.querySelectorAll("button[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice))
    }
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.dataset.own ??= meta.content
      meta.content = PAGE[choice] ?? meta.dataset.own
    }
  }

  apply(kept())
  document.addEventListener("DOMContentLoaded", mark)
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-theme-choice]") : null
    if (button) {
      keep(button.dataset.themeChoice)
      apply(button.dataset.themeChoice)
    }
  })
  document.addEventListener("click", (event) => {
    const way = event.target instanceof Element ? event.target.closest(".p-lang a[hreflang]") : null
    if (way && location.protocol.startsWith("http")) {
      document.cookie = `postup-language=${way.hreflang}; path=${root.dataset.mount ?? "/"}; max-age=31536000; samesite=lax`
    }
  })
  // The first frame lays out what is in view, the next one the rest (postup.css): half of a long page's layout is before its
  // headline otherwise. Whoever comes to a place within the page, or back to where he was, gets all at once.
  if (!location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    root.dataset.firstFrame = ""
    const rest = () => requestAnimationFrame(() => setTimeout(() => delete root.dataset.firstFrame))
    document.addEventListener("DOMContentLoaded", rest)
  }

  // another tab chose
  addEventListener("storage", (event) => {
    if (event.key === KEY) {
      apply(event.newValue)
    }
  })
})()
