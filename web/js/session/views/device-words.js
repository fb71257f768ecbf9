// @ts-check
import { attribute, find, setIcon, write } from "./dom.js"
/**
 * @import { DeviceState } from "../devices.js"
 * @import { Words } from "../../shared/words.js"
 */

/** @type {Readonly<Record<DeviceState, string>>} */
const endings = {
  unasked: "Off",
  opening: "Off",
  on: "On",
  off: "Off",
  blocked: "Blocked",
  none: "None",
  busy: "Busy",
  insecure: "None",
  held: "Held",
  gone: "Gone",
}

/**
 * "Camera on", "Mic blocked".
 *
 * @param {Words} words
 * @param {"camera" | "mic"} kind
 * @param {DeviceState} state
 */
export function deviceWord(words, kind, state) {
  return words.text(`toggle.${kind}${endings[state]}`)
}

/**
 * What befell the camera and the microphone in use, and what follows: the words, or nothing where all is as it should be.
 *
 * @param {Words} words
 * @param {{ camera: DeviceState, mic: DeviceState }} media
 */
export function deviceTrouble(words, { camera, mic }) {
  const told = (/** @type {"camera" | "mic"} */ kind, /** @type {DeviceState} */ state) =>
    state === "held" ? words.text(`call.${kind}Held`) : state === "gone" ? words.text(`call.${kind}Gone`) : ""
  return [told("mic", mic), told("camera", camera)].filter(Boolean).join(" ")
}

/** Whether the device can't be switched on as it is. @param {DeviceState} state */
export function isTroubled(state) {
  return state === "blocked" || state === "none" || state === "busy" || state === "insecure" || state === "held"
}

/**
 * Shows a camera or microphone button of a page (not of the call bar).
 *
 * @param {HTMLElement} button
 * @param {Words} words
 * @param {"camera" | "mic"} kind
 * @param {DeviceState} state
 */
export function renderToggle(button, words, kind, state) {
  setIcon(button, state === "on" ? kind : `${kind}-off`)
  write(find(button, ":scope > span"), deviceWord(words, kind, state))
  attribute(button, "aria-pressed", String(state === "on"))
  attribute(button, "aria-disabled", isTroubled(state) ? "true" : null)
}
