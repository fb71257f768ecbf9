// @ts-check
/**
 * @import { Clock } from "../shared/clock.js"
 * @import { Entry } from "./queue-state.js"
 */

/**
 * Shows who waits, from the page's own `<template>`: one item a person, kept in place while they wait, so that neither focus
 * nor an open menu is lost when something changes.
 */
export class QueueView {
  #list
  #template
  #act
  #clock
  /** @type {Map<string, HTMLElement>} */
  #items = new Map()

  /**
   * @param {HTMLElement} root
   * @param {Clock} clock - Says times of day on the practice's clocks.
   * @param {(act: string, entry: Entry, item: HTMLElement, text: string) => void} act
   */
  constructor(root, clock, act) {
    this.#list = /** @type {HTMLElement} */ (root.querySelector("[data-people]"))
    this.#template = /** @type {HTMLTemplateElement} */ (root.querySelector("template[data-person]"))
    this.#clock = clock
    this.#act = act
  }

  /**
   * @param {Entry[]} entries
   * @param {number} now - Milliseconds since 1970.
   * @param {(room: string) => string} hourOf - When a room's session is, as the page says it.
   */
  show(entries, now, hourOf) {
    const present = new Set(entries.map(({ person }) => person.id))
    for (const [id, item] of this.#items) {
      if (present.has(id)) continue
      item.remove()
      this.#items.delete(id)
    }
    for (const [index, entry] of entries.entries()) {
      const item = this.#items.get(entry.person.id) ?? this.#make(entry)
      this.#fill(item, entry, now, hourOf(entry.room.room))
      if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null)
    }
  }

  /** @param {Entry} entry */
  #make(entry) {
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true))
    const item = /** @type {HTMLElement} */ (copy.firstElementChild)
    item.dataset.waiting = entry.person.id
    item.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-act]")
      if (!(button instanceof HTMLElement)) return
      button.closest("details")?.removeAttribute("open")
      this.#act(button.dataset.act ?? "", entry, item, button.textContent ?? "")
    })
    this.#items.set(entry.person.id, item)
    return item
  }

  /**
   * @param {HTMLElement} item
   * @param {Entry} entry
   * @param {number} now
   * @param {string} hour
   */
  #fill(item, { person }, now, hour) {
    const minutes = Math.max(0, Math.floor((now - person.waitingSince) / 60_000))
    text(item, "[data-name]", person.displayName)
    for (const part of item.querySelectorAll("[data-name-after]")) part.textContent = ` ${person.displayName}`
    text(item, "[data-session]", hour)
    text(item, "[data-since]", this.#clock.say(person.waitingSince))
    text(item, "[data-for]", `${minutes} min`)
    text(item, "[data-record-name]", person.verifiedName ?? "")
    reveal(item, "[data-record]", person.verifiedName !== undefined)
    text(item, "[data-away-since]", this.#clock.say(person.awaySince ?? now))
    reveal(item, "[data-away]", person.presence === "away")
    text(item, "[data-note]", person.note ?? "")
    reveal(item, "[data-note]", Boolean(person.note))
    for (const badge of item.querySelectorAll("[data-kind]")) {
      if (badge.classList.contains("badge")) show(badge, badge.getAttribute("data-kind") === person.kind)
    }
    const { camera, microphone, network } = person.readiness ?? {}
    const facts = [`camera-${camera}`, `microphone-${microphone}`, `network-${network}`]
    let isKnown = false
    for (const fact of item.querySelectorAll("[data-fact]")) {
      const holds = facts.includes(fact.getAttribute("data-fact") ?? "")
      show(fact, holds)
      isKnown ||= holds
    }
    reveal(item, "[data-readiness]", isKnown)
  }
}

/**
 * @param {Element} root
 * @param {string} selector
 * @param {string} value
 */
function text(root, selector, value) {
  const part = root.querySelector(selector)
  if (part && part.textContent !== value) part.textContent = value
}

/**
 * @param {Element} root
 * @param {string} selector
 * @param {boolean} isShown
 */
function reveal(root, selector, isShown) {
  const part = root.querySelector(selector)
  if (part) show(part, isShown)
}

/**
 * @param {Element} part
 * @param {boolean} isShown
 */
function show(part, isShown) {
  if (part instanceof HTMLElement) part.hidden = !isShown
}
