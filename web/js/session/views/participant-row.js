// @ts-check
import { attribute, copy, find, ref, show, write } from "./dom.js"
import { renderBadge } from "./waiting-person.js"
/**
 * @import { MediaKind, Participant } from "../messages.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} ParticipantActions
 * @property {(person: Participant, kind: MediaKind) => void} mute
 * @property {(person: Participant, kind: MediaKind) => void} ask
 * @property {(person: Participant) => void} sendBack
 * @property {(person: Participant) => void} remove
 */

/**
 * @param {() => Participant | undefined} current - The person as they are when something is pressed.
 * @param {ParticipantActions} actions
 * @returns {HTMLElement}
 */
export function makeParticipant(current, actions) {
  const element = copy("participant")
  const on = (/** @type {string} */ name, /** @type {(person: Participant) => void} */ run) => {
    ref(element, name).onclick = () => {
      ref(element, "menu", HTMLDetailsElement).open = false
      const person = current()
      if (person) run(person)
    }
  }
  on("mute", (person) => actions.mute(person, "audio"))
  on("stopCamera", (person) => actions.mute(person, "video"))
  on("stopShare", (person) => actions.mute(person, "screen"))
  on("ask", (person) => actions.ask(person, "audio"))
  on("askCamera", (person) => actions.ask(person, "video"))
  on("sendBack", actions.sendBack)
  on("remove", actions.remove)
  return element
}

/**
 * @param {HTMLElement} element
 * @param {Participant} person
 * @param {Words} words
 * @param {Times} times
 */
export function updateParticipant(element, person, words, times) {
  const { displayName: name, verifiedName, media, role } = person
  element.dataset.participant = person.id
  write(ref(element, "name"), name)
  for (const whom of element.querySelectorAll("[data-whom]")) write(whom, ` ${name}`)
  renderBadge(element, words, role === "participant" ? "verified" : role)
  const record = verifiedName ? `${words.text("people.record", { name: verifiedName })}. ` : ""
  const since = person.presence === "reconnecting"
    ? words.text("people.reconnecting")
    : words.text("people.inSince", { time: times.clock(person.since) })
  write(ref(element, "facts"), (role === "guest" ? `${words.text("people.noRecord")} ` : record) + since)
  show(ref(element, "buttons"), role !== "host")
  show(ref(element, "mute"), media.audio === "on")
  show(ref(element, "ask"), media.audio !== "on")
  show(ref(element, "stopCameraItem"), media.video === "on")
  show(ref(element, "askCameraItem"), media.video !== "on")
  show(ref(element, "stopShareItem"), media.screen === "on")
  attribute(find(element, "summary"), "aria-label", words.text("people.more", { name }))
}
