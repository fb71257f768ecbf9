// @ts-check

/**
 * @typedef {object} LocalClocks
 * @property {() => number} wallClock - Milliseconds, may jump.
 * @property {() => number} monotonicClock - Milliseconds, may stand still while the machine sleeps.
 */

/** @type {LocalClocks} */
const local = { wallClock: () => Date.now(), monotonicClock: () => performance.now() }

/**
 * The server's clock, carried on by this machine's: the larger of wall and monotonic time passed, so that neither a
 * sleeping laptop nor a clock that is set back makes people wait too long. Asking too early costs one request.
 */
export class ServerClock {
  #clocks
  #serverNow = 0
  #wallAt = 0
  #monotonicAt = 0

  /**
   * @param {number} serverNow - Milliseconds since 1970.
   * @param {LocalClocks} [clocks]
   */
  constructor(serverNow, clocks = local) {
    this.#clocks = clocks
    this.set(serverNow)
  }

  /** @param {number} serverNow - Milliseconds since 1970, just heard from the server. */
  set(serverNow) {
    this.#serverNow = serverNow
    this.#wallAt = this.#clocks.wallClock()
    this.#monotonicAt = this.#clocks.monotonicClock()
  }

  /** @returns {number} Milliseconds since 1970. */
  now() {
    const wall = this.#clocks.wallClock() - this.#wallAt
    const monotonic = this.#clocks.monotonicClock() - this.#monotonicAt
    return this.#serverNow + Math.max(wall, monotonic)
  }
}
