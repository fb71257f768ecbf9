// @ts-check
import { textLimits } from "../messages.js"
import { attribute, find, ref, setIcon, show, showTrack, write } from "./dom.js"
import { DeviceFields } from "./device-fields.js"
import { DeviceHelp } from "./device-help.js"
import { isTroubled, renderToggle } from "./device-words.js"
import { outageText } from "./outage-words.js"
/**
 * @import { DeviceChoice } from "../devices.js"
 * @import { DeviceFieldsState } from "./device-fields.js"
 * @import { Outage } from "../outage.js"
 * @import { OwnMedia } from "../own-media.js"
 * @import { Level } from "../quality.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} CheckActions
 * @property {(name: string) => void} join
 * @property {() => void} turnOn
 * @property {(kind: "camera" | "mic") => void} toggle
 * @property {(change: Partial<DeviceChoice>) => void} choose
 * @property {() => void} retry
 * @property {() => Promise<boolean>} hear
 * @property {() => void} tone
 *
 * @typedef {object} CheckState
 * @property {OwnMedia} media
 * @property {DeviceFieldsState} devices
 * @property {Level | null} network - Null while it is being checked.
 * @property {boolean} joining
 * @property {Outage | null} outage
 */

/** Before entering: picture, sound, devices, name. */
export class CheckView {
  #root
  #words
  #role
  #withName = ""
  #fields
  #help

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {{ role: string, browser: string }} person
   * @param {CheckActions} actions
   */
  constructor(root, words, person, actions) {
    this.#root = root
    this.#words = words
    this.#role = person.role
    this.#fields = new DeviceFields(root, words, actions.choose)
    this.#help = new DeviceHelp(ref(root, "help"), words, person.browser, actions.retry)
    ref(root, "form", HTMLFormElement).onsubmit = (event) => {
      event.preventDefault()
      this.#submit(actions.join)
    }
    ref(root, "turnOn").onclick = actions.turnOn
    for (const kind of /** @type {const} */ (["camera", "mic"])) {
      const button = ref(root, kind)
      button.onclick = () => button.ariaDisabled !== "true" && actions.toggle(kind)
    }
    ref(root, "tone").onclick = () => {
      write(ref(root, "heard"), words.text("check.tone"))
      actions.tone()
    }
    ref(root, "hear").onclick = async () => {
      const heard = await actions.hear()
      write(ref(root, "heard"), words.text(heard ? "check.heard" : "check.heardNothing"))
    }
  }

  /** @param {{ when: string, name: string, withName: string }} session */
  introduce({ when, name, withName }) {
    this.#withName = withName
    if (when) write(ref(this.#root, "when"), when)
    write(ref(this.#root, "with"), withName && this.#words.text("check.with", { name: withName }))
    const field = find(this.#root, "#name", HTMLInputElement)
    if (name) field.value = name
    const hint = this.#role === "host" ? "Host" : this.#role === "guest" ? "Guest" : "Client"
    write(ref(this.#root, "nameHint"), this.#words.text(`check.nameHint${hint}`, { name: withName }))
  }

  /** @param {CheckState} state */
  render({ media, devices, network, joining, outage }) {
    const root = this.#root
    const on = media.camera === "on"
    show(ref(root, "mirror"), on)
    attribute(ref(root, "mirror"), "data-rear", media.choice.facing === "environment" && devices.phone ? "" : null)
    show(ref(root, "blank"), !on)
    showTrack(ref(root, "video", HTMLVideoElement), media.cameraTrack)
    this.#renderBlank(media)
    renderToggle(ref(root, "camera"), this.#words, "camera", media.camera)
    renderToggle(ref(root, "mic"), this.#words, "mic", media.mic)
    show(ref(root, "sound"), !isTroubled(media.mic))
    attribute(ref(root, "hear"), "aria-disabled", media.mic === "on" ? null : "true")
    this.#help.render(media.camera, media.mic)
    this.#fields.render(devices)
    this.#renderNetwork(network)
    this.#renderJoin(media, joining, outage)
  }

  /** @param {number} level - 0 to 8. */
  level(level) {
    const meter = ref(this.#root, "meter")
    attribute(meter, "data-level", String(level))
    attribute(meter, "aria-valuenow", String(level))
  }

  /** @param {"recording" | "playing"} step */
  hearing(step) {
    write(ref(this.#root, "heard"), this.#words.text(`check.${step}`))
  }

  /**
   * Says what is wrong, above the form and beside the field.
   *
   * @param {{ text: string, field: boolean } | null} error
   */
  fail(error) {
    const root = this.#root
    show(ref(root, "errors"), error !== null)
    const inField = error?.field ?? false
    const field = find(root, "#name", HTMLInputElement)
    attribute(ref(root, "nameField"), "data-invalid", inField ? "" : null)
    attribute(field, "aria-invalid", inField ? "true" : null)
    attribute(field, "aria-describedby", inField ? "name-hint name-error" : "name-hint")
    show(ref(root, "nameError"), inField)
    write(ref(root, "nameErrorText"), inField ? error?.text ?? "" : "")
    write(ref(root, "errorLink"), inField ? error?.text ?? "" : "")
    write(ref(root, "errorText"), inField ? "" : error?.text ?? "")
    show(find(ref(root, "errors"), "[data-ref=reach]"), !inField)
    if (error) ref(root, "errors").focus()
  }

  /** @param {(name: string) => void} join */
  #submit(join) {
    const name = find(this.#root, "#name", HTMLInputElement).value.trim().replace(/\s+/g, " ")
    const limit = textLimits.displayName
    if (!name) return this.fail({ text: this.#words.text("errors.nameMissing"), field: true })
    if (name.length > limit) return this.fail({ text: this.#words.text("errors.nameLong", { limit }), field: true })
    this.fail(null)
    join(name)
  }

  /** @param {OwnMedia} media */
  #renderBlank(media) {
    const asked = media.camera === "unasked" || media.camera === "opening"
    show(ref(this.#root, "turnOn"), media.camera === "unasked")
    const title = asked
      ? "check.invite"
      : `check.camera${isTroubled(media.camera) || media.camera === "gone" ? capital(media.camera) : "Off"}Title`
    const note = media.camera === "unasked"
      ? "check.inviteNote"
      : media.camera === "opening"
      ? "check.opening"
      : "check.nobodySees"
    write(ref(this.#root, "blankTitle"), this.#words.text(title))
    write(ref(this.#root, "blankNote"), this.#words.text(note))
  }

  /** @param {Level | null} network */
  #renderNetwork(network) {
    const grade = network ? capital(network) : "Checking"
    const icons = { good: "signal-3", fair: "signal-2", poor: "signal-1" }
    setIcon(ref(this.#root, "verdict"), network ? icons[network] : "signal-0")
    attribute(ref(this.#root, "verdict"), "data-tone", network === "good" ? null : "caution")
    write(ref(this.#root, "verdictTitle"), this.#words.text(`check.network${grade}`))
    write(ref(this.#root, "verdictNote"), network ? this.#words.text(`check.network${grade}Note`) : "")
  }

  /** @param {OwnMedia} media @param {boolean} joining @param {Outage | null} outage */
  #renderJoin(media, joining, outage) {
    const camera = media.camera === "on"
    const mic = media.mic === "on"
    const word = camera ? (mic ? "join" : "joinNoMic") : (mic ? "joinNoCamera" : "joinNothing")
    const button = ref(this.#root, "join", HTMLButtonElement)
    write(button, this.#words.text(joining ? "check.joining" : `check.${word}`))
    attribute(button, "aria-disabled", joining ? "true" : null)
    const next = this.#role === "host" ? "nextHost" : mic ? (camera ? "next" : "nextNoCamera") : "nextNoMic"
    const text = this.#words.text(`check.${next}`, { name: this.#withName })
    const isLate = outage !== null && outage !== "short"
    write(ref(this.#root, "next"), isLate ? outageText(this.#words, outage, { where: "loading" }) : text)
  }
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
