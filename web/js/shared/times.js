// @ts-check
import { Clock } from "./clock.js"

/** @import { Words } from "./words.js" */

/** Times of day as people say them, with days by name when they are near. */
export class Times {
  #words
  #clock
  #day
  #longDay

  /**
   * @param {Words} words - The group that holds `time`.
   * @param {string} timeZone - IANA name; empty for the browser's.
   */
  constructor(words, timeZone) {
    this.#words = words
    const locale = words.locale === "fr" ? "fr-CA" : "en-CA"
    const zone = timeZone ? { timeZone } : {}
    this.#clock = new Clock(words.locale, timeZone)
    this.#day = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...zone })
    this.#longDay = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", ...zone })
  }

  /** @param {number} at - Milliseconds since 1970. */
  clock(at) {
    return this.#clock.say(at)
  }

  /**
   * Within a line: the time of day, with the day unless it is today.
   *
   * @param {number} at
   * @param {number} now
   */
  moment(at, now) {
    const day = this.#nearDay(at, now)
    if (day === "today") return this.clock(at)
    const name = day ? this.#words.text(`time.${day}`).toLowerCase() : this.#date(at)
    return `${name}, ${this.clock(at)}`
  }

  /**
   * @param {number} startsAt
   * @param {number} endsAt
   * @param {number} now
   */
  span(startsAt, endsAt, now) {
    return this.#words.text("time.span", {
      day: this.#dayName(startsAt, now),
      start: this.clock(startsAt),
      end: this.clock(endsAt),
    })
  }

  /**
   * Begins a line.
   *
   * @param {number} at
   * @param {number} now
   */
  #dayName(at, now) {
    const day = this.#nearDay(at, now)
    if (day) return this.#words.text(`time.${day}`)
    const text = this.#date(at)
    return text.charAt(0).toUpperCase() + text.slice(1)
  }

  /** "Wed 25 Nov", "mer. 25 nov.", as the portal's pages say it. @param {number} at */
  #date(at) {
    const parts = this.#longDay.formatToParts(at)
    const order = ["weekday", "day", "month"]
    return order.map((type) => parts.find((part) => part.type === type)?.value).join(" ")
  }

  /** @param {number} at @param {number} now */
  #nearDay(at, now) {
    const day = this.#day.format(at)
    if (day === this.#day.format(now)) return "today"
    return day === this.#day.format(now + 86_400_000) ? "tomorrow" : null
  }
}
