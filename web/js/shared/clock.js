// @ts-check

/** Times of day as the portal's pages say them: "9:05" in English, "9 h" and "9 h 05" in French. */
export class Clock {
  #locale
  #format

  /**
   * @param {string} locale - `fr` or `en`.
   * @param {string} [timeZone] - IANA name; without one, the browser's.
   */
  constructor(locale, timeZone) {
    this.#locale = locale
    this.#format = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...(timeZone ? { timeZone } : {}),
    })
  }

  /** @param {number} at - Milliseconds since 1970. */
  say(at) {
    const [hours, minute] = this.#format.format(at).split(":")
    const hour = Number(hours)
    if (this.#locale !== "fr") return `${hour}:${minute}`
    return minute === "00" ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minute}`
  }
}
