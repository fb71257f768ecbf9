// @ts-check
import { backoff } from "./backoff.js"

/** When to try again after a connection was lost. It never gives up: only the server can say that it is over. */
export class Reconnection {
  #later
  #random
  #attempt = 0
  /** @type {{ run: () => void, cancel: () => void } | null} */
  #planned = null

  /**
   * @param {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
   * @param {() => number} random - In [0, 1).
   */
  constructor(later, random) {
    this.#later = later
    this.#random = random
  }

  /** It worked, or there is a new reason to hope. */
  reset() {
    this.#attempt = 0
  }

  /**
   * Tries after a while.
   *
   * @param {() => void} run
   * @param {number} [afterMs] - As the server asks; the backoff otherwise.
   */
  plan(run, afterMs) {
    const wait = afterMs ?? backoff(this.#attempt, this.#random)
    this.#attempt += 1
    const cancel = this.#later(() => {
      this.#planned = null
      run()
    }, wait)
    this.#planned = { run, cancel }
  }

  /** Tries at once what was planned. @returns {boolean} Whether anything was. */
  hurry() {
    const planned = this.#planned
    this.cancel()
    planned?.run()
    return planned !== null
  }

  cancel() {
    this.#planned?.cancel()
    this.#planned = null
  }
}
