// @ts-check

/** Events heard before an acknowledgement is sent for its own sake. */
const acknowledgeEvery = 32

/** Counts a session's events: `seq` grows by one, without gaps, and each is heard once. */
export class EventSequence {
  #last = 0
  #acknowledged = 0
  #counting = false

  /** The last event heard; -1 for "have nothing". */
  get last() {
    return this.#counting ? this.#last : -1
  }

  /** How many events the server still keeps for a replay. */
  get unacknowledged() {
    return this.#counting ? this.#last - this.#acknowledged : 0
  }

  /** Whether to acknowledge now. */
  get isOwed() {
    return this.unacknowledged >= acknowledgeEvery
  }

  /** A new session: its events are numbered from 1. */
  begin() {
    this.restart()
    this.#counting = true
  }

  /** What comes next is not what followed the last: the next number starts the count. */
  restart() {
    this.#counting = false
    this.#last = 0
    this.#acknowledged = 0
  }

  /**
   * @param {number} seq
   * @returns {"next" | "seen" | "gap"}
   */
  accept(seq) {
    if (this.#counting && seq <= this.#last) return "seen"
    if (this.#counting && seq > this.#last + 1) return "gap"
    if (!this.#counting) this.#acknowledged = seq - 1
    this.#counting = true
    this.#last = seq
    return "next"
  }

  /** @returns {number | undefined} The number to acknowledge, if there is a new one. */
  takeAcknowledgement() {
    if (this.unacknowledged === 0) return undefined
    this.#acknowledged = this.#last
    return this.#last
  }
}
