// @ts-check

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
 * @typedef {{ seen?: ReadonlyArray<string>, shown?: ReadonlyArray<string> }} Word
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
  /** By what says which wait it is: whoever has rung is announced anew. @type {Map<string, string>} */
  #waiting = new Map()
  /** @type {Set<string>} */
  #seen = new Set()
  /** About whom a notification was shown, or need not be. @type {Set<string>} */
  #noticed = new Set()
  /** @type {(() => void) | null} */
  #cancel = null

  /** @param {AnnouncementsWorld} world */
  constructor(world) {
    this.#world = world
  }

  /** @param {ReadonlyArray<Waiting>} people - All who wait now. */
  show(people) {
    const now = new Map(people.map(({ id, waitingSince, knockedAt }) => [`${id}@${knockedAt ?? waitingSince}`, id]))
    const isNew = [...now.keys()].some((wait) => !this.#waiting.has(wait))
    this.#waiting = now
    this.#settle(isNew)
  }

  /** A host has seen somebody, or all. @param {string} [id] */
  see(id) {
    const seen = this.#unseen.filter((wait) => !id || this.#waiting.get(wait) === id)
    if (seen.length === 0) return
    this.hear({ seen })
    this.#world.tell({ seen })
  }

  /** @param {Word} word - Of another page of this browser, or this one's own. */
  hear({ seen = [], shown = [] }) {
    for (const wait of seen) this.#seen.add(wait)
    for (const wait of shown) this.#noticed.add(wait)
    this.#settle(false)
  }

  get #unseen() {
    return [...this.#waiting.keys()].filter((wait) => !this.#seen.has(wait))
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
      for (const wait of shown) this.#noticed.add(wait)
      this.#world.tell({ shown })
    } else this.#world.later(() => this.#notify(), patience)
  }

  #notify() {
    const news = this.#unseen.filter((wait) => !this.#noticed.has(wait))
    if (news.length === 0) return
    for (const wait of news) this.#noticed.add(wait)
    this.#world.notify()
  }
}
