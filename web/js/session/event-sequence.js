// @ts-check

/** Events heard before an acknowledgement is sent for its own sake. */
const acknowledgeEvery = 32

/** Counts a session's events: `seq` grows by one, without gaps, and each is heard once. */
export class EventSequence {
  #last = 0
  #acknowledged = 0
  #counting = false
  #first = true

  /** The last event heard; 0 for "have nothing, tell everything". */
  get last() {
    return this.#last
  }

  /** How many events the server still keeps for a replay. */
  get unacknowledged() {
    return this.#counting ? this.#last - this.#acknowledged : 0
  }

  /**
   * Whether to acknowledge now. The first event is acknowledged at once: from then on the server can't replay from the
   * beginning, and tells a reloaded page, which has nothing, how things stand instead.
   */
  get isOwed() {
    return this.unacknowledged >= (this.#first ? 1 : acknowledgeEvery)
  }

  /** What comes next is not what followed the last: the next number starts the count. */
  restart() {
    this.#counting = false
    this.#first = true
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
    this.#first = false
    this.#acknowledged = this.#last
    return this.#last
  }
}
