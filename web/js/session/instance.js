// @ts-check
import { randomId } from "../shared/random-id.js"
/** @import { Resume } from "./entry.js" */

/**
 * What one tab keeps over a reload.
 *
 * @typedef {object} Kept
 * @property {string} instance
 * @property {Resume} [resume] - Of a session that was not left.
 * @property {string} [name] - The name chosen for it.
 */

/** How long the predecessor of a reloaded page may hold the lock, in milliseconds. */
const lockWait = 1_000

/**
 * The name of a tab. Browsers copy sessionStorage when a tab is duplicated, so what it holds is taken out while the page is
 * shown and put back when it goes: a reload finds it, a copy doesn't. Where pages end without notice (phones), it is put back
 * as soon as the page is hidden, and a Web Lock tells a reload from a copy.
 */
export class Instance {
  #storage
  #key
  /** @type {Kept} */
  #kept
  /** Whether the page may go at any moment: what changes meanwhile is put back too. */
  #isPutBack = false

  /**
   * @param {Storage} storage
   * @param {string} key
   * @param {Kept} kept
   */
  constructor(storage, key, kept) {
    this.#storage = storage
    this.#key = key
    this.#kept = kept
  }

  get id() {
    return this.#kept.instance
  }

  get resume() {
    return this.#kept.resume
  }

  get name() {
    return this.#kept.name
  }

  /** @param {Partial<Kept>} changes */
  keep(changes) {
    this.#kept = { ...this.#kept, ...changes }
    if (this.#isPutBack) this.putBack()
  }

  /** The session was left or is over: a reload starts from the beginning. */
  forget() {
    this.#kept = { instance: this.#kept.instance, name: this.#kept.name }
    if (this.#isPutBack) this.putBack()
  }

  /** The page goes, or may go. */
  putBack() {
    this.#isPutBack = true
    this.#storage.setItem(this.#key, JSON.stringify(this.#kept))
  }

  /** The page is shown (again). */
  takeOut() {
    this.#isPutBack = false
    this.#storage.removeItem(this.#key)
  }
}

/**
 * Takes this tab's name and what it kept, or makes a new one.
 *
 * @param {Storage} storage
 * @param {LockManager | undefined} locks - Absent on pages without encryption.
 * @param {string} key
 * @returns {Promise<Instance>}
 */
export async function takeInstance(storage, locks, key) {
  const found = read(storage, key)
  storage.removeItem(key)
  if (found && await hold(locks, found.instance)) return new Instance(storage, key, found)
  const fresh = { instance: randomId() }
  await hold(locks, fresh.instance)
  return new Instance(storage, key, fresh)
}

/**
 * @param {Storage} storage
 * @param {string} key
 * @returns {Kept | null}
 */
function read(storage, key) {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? "null")
    return typeof kept?.instance === "string" ? kept : null
  } catch {
    return null
  }
}

/**
 * Holds the lock of `instance` for as long as the page lives.
 *
 * @param {LockManager | undefined} locks
 * @param {string} instance
 * @returns {Promise<boolean>} Whether no other page holds it.
 */
function hold(locks, instance) {
  if (!locks) return Promise.resolve(true)
  return new Promise((resolve) => {
    const forever = new Promise(() => {})
    locks.request(`vestibule-${instance}`, { signal: AbortSignal.timeout(lockWait) }, () => {
      resolve(true)
      return forever
    }).catch(() => resolve(false))
  })
}
