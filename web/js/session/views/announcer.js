// @ts-check
import { find } from "./dom.js"

/** Speaks to screen readers through live regions. */
export class Announcer {
  #polite = find(document, '[data-announce="polite"]')
  #assertive = find(document, '[data-announce="assertive"]')

  /** @param {string} text @param {{ urgent?: boolean }} [how] */
  say(text, { urgent = false } = {}) {
    const region = urgent ? this.#assertive : this.#polite
    // The same words again are spoken only if they change; a no-break space is not heard.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text
  }
}
