// @ts-check

/**
 * @typedef {object} SilenceWatchOptions
 * @property {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
 * @property {() => number} now - Milliseconds, monotonic.
 * @property {(quiet: boolean) => void} onLook - Now and then; `quiet` when nothing was heard for half the time allowed.
 * @property {() => void} onDead
 */

/** How long an answer to a probe may take, in milliseconds. */
const probeTimeout = 5_000
/** How often a timeout is looked for, as a share of it. */
const looks = 8

/** Notices a connection that died without a word: nothing was heard for too long. */
export class SilenceWatch {
  #options
  #heardAt = 0
  /** @type {(() => void) | null} */
  #cancel = null

  /** Nothing heard for this long, in milliseconds: dead. Default 40 s, until the server says otherwise. */
  timeoutMs = 40_000

  /** @param {SilenceWatchOptions} options */
  constructor(options) {
    this.#options = options
  }

  /** Something was heard. */
  heard() {
    this.#heardAt = this.#options.now()
  }

  /** From now on; anew, if it watches already. */
  start() {
    this.heard()
    this.#look()
  }

  stop() {
    this.#cancel?.()
    this.#cancel = null
  }

  /** A question was just sent: without any answer soon, the connection is dead. */
  expectAnswer() {
    const before = this.#heardAt
    this.#options.later(() => {
      if (this.#cancel && this.#heardAt === before) this.#options.onDead()
    }, probeTimeout)
  }

  #look() {
    this.#cancel?.()
    this.#cancel = this.#options.later(() => {
      const silence = this.#options.now() - this.#heardAt
      if (silence >= this.timeoutMs) return this.#options.onDead()
      this.#options.onLook(silence >= this.timeoutMs / 2)
      this.#look()
    }, this.timeoutMs / looks)
  }
}
