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

/** Whether the device can't be switched on as it is. @param {DeviceState} state */
export function isTroubled(state) {
  return state === "blocked" || state === "none" || state === "busy" || state === "insecure"
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
