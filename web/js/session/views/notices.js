// @ts-check
import { copy, ref, show, write } from "./dom.js"

/** How many stand at once: the newest matter. */
const atMost = 3

/** What was said to this person in the session, until they have read it. */
export class Notices {
  #root
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map()

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
  }

  /**
   * @param {string} key - A newer notice of the same key takes the older one's place.
   * @param {string} text
   * @param {{ word: string, run: () => void }} [act] - What can be done about it, in one press.
   */
  add(key, text, act) {
    this.remove(key)
    const element = copy("notice")
    write(ref(element, "text"), text)
    show(ref(element, "act"), act !== undefined)
    if (act) {
      write(ref(element, "act"), act.word)
      ref(element, "act").onclick = () => {
        this.remove(key)
        act.run()
      }
    }
    ref(element, "dismiss").onclick = () => this.remove(key)
    this.#shown.set(key, element)
    this.#root.append(element)
    const [oldest] = this.#shown.keys()
    if (this.#shown.size > atMost && oldest !== undefined) this.remove(oldest)
  }

  /** @param {string} key */
  remove(key) {
    this.#shown.get(key)?.remove()
    this.#shown.delete(key)
  }

  clear() {
    for (const key of [...this.#shown.keys()]) this.remove(key)
  }
}
