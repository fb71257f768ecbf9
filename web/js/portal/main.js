// @ts-check
// Pages work without this: it only adds what a page can't do by itself.
import { combobox } from "./combobox.js"
import { copyButton } from "./copy.js"
import { editBar } from "./edit-bar.js"
import { focusErrors } from "./error-summary.js"
import { joinWindow } from "./join-window.js"
import { linkSecret } from "./link-secret.js"
import { liveSearch } from "./live-search.js"
import { revealPassword } from "./reveal.js"
import { serviceChoice } from "./service.js"

/** @type {[selector: string, start: (element: HTMLElement) => void][]} */
const modules = [
  ['[data-module="error-summary"]', focusErrors],
  ['[data-module="reveal"]', revealPassword],
  ['[data-module="copy"]', copyButton],
  ['[data-module="combobox"]', combobox],
  ['[data-module="service"]', serviceChoice],
  ['[data-module="link-secret"]', linkSecret],
  ['[data-module="live-search"]', liveSearch],
  ['[data-module="edit-bar"]', editBar],
  ["[data-window]", joinWindow],
  // Today's alone.
  ['[data-module="queue"]', async (element) => (await import("./queue.js")).queue(element)],
]

for (const [selector, start] of modules) {
  for (const element of document.querySelectorAll(selector)) start(/** @type {HTMLElement} */ (element))
}

// A page taken back out of the browser's memory shows an old clock and an old state.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload()
})
