// @ts-check
import { find, show } from "./dom.js"
/**
 * @import { DeviceChoice, DeviceList } from "../devices.js"
 * @import { Words } from "../../shared/words.js"
 */

/** @typedef {{ list: DeviceList, choice: DeviceChoice, phone: boolean, used: { camera?: string, mic?: string } }} DeviceFieldsState */

/** The fields that choose camera, microphone and speaker, before entering and in the settings. */
export class DeviceFields {
  #root
  #words

  /**
   * @param {ParentNode} root
   * @param {Words} words
   * @param {(change: Partial<DeviceChoice>) => void} onChoose
   */
  constructor(root, words, onChoose) {
    this.#root = root
    this.#words = words
    this.#select("camera").onchange = (event) => onChoose({ cameraId: valueOf(event) })
    this.#select("mic").onchange = (event) => onChoose({ micId: valueOf(event) })
    this.#select("speaker").onchange = (event) => onChoose({ speakerId: valueOf(event) })
    this.#select("facing").onchange = (event) =>
      onChoose({ facing: valueOf(event) === "environment" ? "environment" : "user" })
  }

  /** @param {DeviceFieldsState} state */
  render({ list, choice, phone, used }) {
    const text = (/** @type {string} */ key, /** @type {number} */ number) => this.#words.text(key, { number })
    this.#fill("camera", list.cameras, used.camera ?? choice.cameraId, (number) => text("check.someCamera", number))
    this.#fill("mic", list.mics, used.mic ?? choice.micId, (number) => text("check.someMic", number))
    this.#fill("speaker", list.speakers, choice.speakerId, (number) => text("check.someSpeaker", number))
    show(this.#field("camera"), !phone && list.cameras.length > 0)
    show(this.#field("facing"), phone && list.cameras.length > 1)
    show(this.#field("mic"), list.mics.length > 0)
    show(this.#field("speaker"), list.speakers.length > 0 && "setSinkId" in HTMLMediaElement.prototype)
    this.#select("facing").value = choice.facing
  }

  /** @param {string} kind */
  #field(kind) {
    return find(this.#root, `[data-device="${kind}"]`)
  }

  /** @param {string} kind */
  #select(kind) {
    return find(this.#field(kind), "select", HTMLSelectElement)
  }

  /**
   * @param {string} kind
   * @param {ReadonlyArray<MediaDeviceInfo>} devices
   * @param {string | undefined} chosen
   * @param {(number: number) => string} unnamed
   */
  #fill(kind, devices, chosen, unnamed) {
    const select = this.#select(kind)
    const labels = devices.map((device, index) => device.label || unnamed(index + 1))
    const same = select.options.length === devices.length &&
      devices.every((device, index) =>
        select.options[index]?.value === device.deviceId && select.options[index]?.text === labels[index]
      )
    if (!same) select.replaceChildren(...devices.map((device, index) => new Option(labels[index], device.deviceId)))
    if (chosen && devices.some((device) => device.deviceId === chosen)) select.value = chosen
  }
}

/** @param {Event} event */
function valueOf(event) {
  return /** @type {HTMLSelectElement} */ (event.target).value
}
