// @ts-check
import { attribute, copy, find, ref, setIcon, show, write } from "./dom.js"
/**
 * @import { Waiting } from "../messages.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} WaitingPersonActions
 * @property {(person: Waiting) => void} admit
 * @property {(person: Waiting) => void} deny
 * @property {(person: Waiting, text: string) => void} note
 * @property {(person: Waiting) => void} write
 */

/**
 * @param {() => Waiting | undefined} current - The person as they are when something is pressed.
 * @param {WaitingPersonActions} actions
 * @returns {HTMLElement}
 */
export function makeWaitingPerson(current, actions) {
  const element = copy("waiting")
  const act = (/** @type {(person: Waiting) => void} */ run) => () => {
    const person = current()
    if (person) run(person)
  }
  ref(element, "admit").onclick = act(actions.admit)
  ref(element, "deny").onclick = act(actions.deny)
  const menu = ref(element, "menu", HTMLDetailsElement)
  const close = () => menu.open = false
  for (const item of menu.querySelectorAll("[data-note]")) {
    /** @type {HTMLElement} */
    if (!(item instanceof HTMLElement)) continue
    item.onclick = act((person) => {
      close()
      actions.note(person, item.textContent?.trim() ?? "")
    })
  }
  ref(element, "write").onclick = act((person) => {
    close()
    actions.write(person)
  })
  return element
}

/**
 * @param {HTMLElement} element
 * @param {Waiting} person
 * @param {{ words: Words, times: Times, now: number, bookedAt: number | undefined, names: Readonly<Record<string, string>> }} context
 */
export function updateWaitingPerson(element, person, { words, times, now, bookedAt, names }) {
  element.dataset.waiting = person.id
  attribute(element, "data-presence", person.presence)
  write(ref(element, "name"), person.displayName)
  for (const whom of element.querySelectorAll("[data-whom]")) write(whom, ` ${person.displayName}`)
  renderBadge(element, words, person.kind === "client" ? "verified" : person.kind)
  const record = person.verifiedName
    ? words.text("people.record", { name: person.verifiedName })
    : words.text("people.noRecord")
  write(ref(element, "record"), person.kind === "staff" ? words.text("people.staff") : record)
  const minutes = Math.max(0, Math.floor((now - person.waitingSince) / 60_000))
  const since = person.presence === "away" && person.awaySince !== undefined
    ? words.text("people.awaySince", { time: times.clock(person.awaySince) })
    : words.text("people.waitingSince", { time: times.clock(person.waitingSince), minutes })
  const booked = person.kind === "client" && bookedAt !== undefined
    ? `${words.text("people.booked", { time: times.clock(bookedAt) })} `
    : ""
  write(ref(element, "since"), booked + since)
  show(ref(element, "duplicate"), person.duplicateOf !== undefined)
  const first = names[person.duplicateOf ?? ""]
  const duplicate = first ? words.text("people.duplicate", { name: first }) : words.text("people.duplicateOther")
  write(find(element, "[data-ref=duplicate] > span"), duplicate)
  show(ref(element, "note"), Boolean(person.note))
  write(ref(element, "note"), person.note ? words.text("people.note", { text: person.note }) : "")
  renderReadiness(element, words, person)
}

/** @param {HTMLElement} element @param {Words} words @param {Waiting} person */
function renderReadiness(element, words, { readiness }) {
  const { camera, microphone, network } = readiness
  const tones = { on: "good", off: null, blocked: "danger", none: "caution" }
  const devices = /** @type {const} */ ([["camera", camera, "cameraReady"], ["mic", microphone, "micReady"]])
  for (const [kind, state, place] of devices) {
    const item = ref(element, place)
    show(item, true)
    attribute(item, "data-tone", tones[state])
    setIcon(item, state === "on" ? kind : `${kind}-off`)
    write(find(item, "span"), words.text(`people.${kind}${state.charAt(0).toUpperCase()}${state.slice(1)}`))
  }
  const item = ref(element, "networkReady")
  show(item, network !== "unknown")
  if (network === "unknown") return
  attribute(item, "data-tone", network === "poor" ? "caution" : "good")
  setIcon(item, network === "poor" ? "signal-1" : "signal-3")
  const key = { direct: "people.networkDirect", relay: "people.networkRelay", poor: "people.networkPoor" }[network]
  write(find(item, "span"), words.text(key))
}

/**
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {"verified" | "guest" | "staff" | "host" | "cohost" | "observer"} kind
 */
export function renderBadge(element, words, kind) {
  attribute(ref(element, "badge"), "data-tone", kind === "verified" ? "good" : kind === "guest" ? null : "action")
  setIcon(ref(element, "badge"), kind === "verified" ? "check" : kind === "guest" ? "link" : "person")
  write(ref(element, "badgeWord"), words.text(`people.${kind}`))
}
