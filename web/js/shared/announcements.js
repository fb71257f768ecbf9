// @ts-check
import { calledAt } from "./called-at.js"

/** How often it rings until somebody has seen who waits, in milliseconds. */
const every = 15_000
/** How long a page that nobody looks at gives another one to say that it is looked at, in milliseconds. */
const patience = 500

/**
 * Somebody who waits, in the words of the signaling protocol.
 *
 * @typedef {{ id: string, waitingSince: number, knockedAt?: number }} Waiting
 *
 * What the pages of one browser tell each other: who was seen, and who stands on a page that is looked at.
 * @typedef {{ seen?: ReadonlyArray<Wait>, shown?: ReadonlyArray<Wait> }} Word
 *
 * Who it is, and when they came or rang last.
 * @typedef {[id: string, at: number]} Wait
 *
 * @typedef {object} AnnouncementsWorld
 * @property {() => void} ring
 * @property {() => boolean} isLookedAt
 * @property {() => void} notify - Beyond the page.
 * @property {() => void} withdraw - The notification.
 * @property {(word: Word) => void} tell - The browser's other pages.
 * @property {(run: () => void, afterMs: number) => () => void} later
 * @property {(waiting: number, unseen: number) => void} onChange
 */

/** Announces those who wait until a host has seen it (H8): rings, and notifies whoever looks elsewhere, once for each. */
export class Announcements {
  #world
  /** When they came or rang last, by who they are: whoever rings is announced anew. @type {Map<string, number>} */
  #waiting = new Map()
  /** Up to when they were seen. @type {Map<string, number>} */
  #seen = new Map()
  /** Up to when a notification about them was shown, or need not be. @type {Map<string, number>} */
  #noticed = new Map()
  /** @type {(() => void) | null} */
  #cancel = null

  /** @param {AnnouncementsWorld} world */
  constructor(world) {
    this.#world = world
  }

  /** @param {ReadonlyArray<Waiting>} people - All who wait now. */
  show(people) {
    const now = new Map(people.map((person) => [person.id, calledAt(person)]))
    const isNew = [...now].some(([id, at]) => at > (this.#waiting.get(id) ?? -Infinity))
    this.#waiting = now
    this.#settle(isNew)
  }

  /** A host has seen somebody, or all. @param {string} [id] */
  see(id) {
    const seen = this.#unseen.filter((wait) => !id || wait[0] === id)
    if (seen.length === 0) return
    this.hear({ seen })
    this.#world.tell({ seen })
  }

  /** @param {Word} word - Of another page of this browser, or this one's own. */
  hear({ seen = [], shown = [] }) {
    note(this.#seen, seen)
    note(this.#noticed, shown)
    this.#settle(false)
  }

  get #unseen() {
    return [...this.#waiting].filter((wait) => !isIn(this.#seen, wait))
  }

  /** @param {boolean} isNews */
  #settle(isNews) {
    const unseen = this.#unseen.length
    if (unseen === 0) {
      this.#cancel?.()
      this.#cancel = null
      this.#world.withdraw()
    } else if (isNews || !this.#cancel) this.#ring()
    this.#world.onChange(this.#waiting.size, unseen)
  }

  #ring() {
    this.#cancel?.()
    this.#cancel = this.#world.later(() => this.#ring(), every)
    this.#world.ring()
    if (this.#world.isLookedAt()) {
      const shown = this.#unseen
      note(this.#noticed, shown)
      this.#world.tell({ shown })
    } else this.#world.later(() => this.#notify(), patience)
  }

  #notify() {
    const news = this.#unseen.filter((wait) => !isIn(this.#noticed, wait))
    if (news.length === 0) return
    note(this.#noticed, news)
    this.#world.notify()
  }
}

/** @param {Map<string, number>} known @param {ReadonlyArray<Wait>} waits */
function note(known, waits) {
  for (const [id, at] of waits) known.set(id, Math.max(at, known.get(id) ?? at))
}

/** @param {Map<string, number>} known @param {Wait} wait */
function isIn(known, [id, at]) {
  return at <= (known.get(id) ?? -Infinity)
}
