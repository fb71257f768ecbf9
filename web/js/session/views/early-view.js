// @ts-check
import { countdown } from "../../shared/countdown.js"
import { ref, write } from "./dom.js"
/**
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/** A visitor who comes before the session opens: a countdown that goes on by itself. */
export class EarlyView {
  #root
  #words
  #times
  /** @type {{ stop: () => void } | null} */
  #countdown = null

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {Times} times
   * @param {() => void} onOpen
   */
  constructor(root, words, times, onOpen) {
    this.#root = root
    this.#words = words
    this.#times = times
    root.addEventListener("countdown:open", () => {
      this.#countdown = null
      onOpen()
    })
  }

  /** @param {{ room: string, withName: string, when: string, opensAt: number, serverNow: number }} session */
  prepare({ room, withName, when, opensAt, serverNow }) {
    const element = ref(this.#root, "countdown")
    write(ref(this.#root, "with"), this.#words.text("early.with", { name: withName }))
    write(ref(this.#root, "when"), when)
    write(ref(this.#root, "opens"), this.#words.text("early.opens", { time: this.#times.clock(opensAt) }))
    element.dataset.opensAt = String(opensAt)
    element.dataset.serverNow = String(serverNow)
    if (room) element.dataset.statusUrl = `/v1/rooms/${encodeURIComponent(room)}/status`
  }

  /** Counts, from the first time on. */
  start() {
    this.#countdown ??= countdown(ref(this.#root, "countdown"))
  }
}
