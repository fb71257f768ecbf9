// @ts-check
import { listDevices, onPermission } from "./devices.js"
import { LevelMeter } from "./level-meter.js"
import { OwnMedia } from "./own-media.js"
import { Sounds } from "../shared/sounds.js"
/**
 * @import { DeviceChoice, DeviceList } from "./devices.js"
 * @import { DeviceTurn } from "./own-device.js"
 */

/** What a reload finds again. @typedef {{ choice: DeviceChoice, mic: boolean, camera: boolean }} Remembered */

const key = "vestibule-media"

/**
 * @typedef {object} MediaDeskOptions
 * @property {MediaDevices | undefined} mediaDevices
 * @property {Permissions | undefined} permissions
 * @property {Storage} storage
 * @property {boolean} phone
 * @property {() => void} onChange
 * @property {(kind: "mic" | "camera", turn: DeviceTurn) => void} onTurn - A device was taken, went away, or is back.
 * @property {(level: number) => void} onLevel - Of the microphone, 0 to 8.
 */

/** One's own devices as a person handles them: turn on, choose, listen; remembered for a reload. */
export class MediaDesk {
  #options
  #meter
  /** @type {DeviceList} */
  #list = { cameras: [], mics: [], speakers: [] }
  #looking = Promise.resolve()
  /** @type {Remembered} */
  #remembered

  sounds = new Sounds()

  /** @param {MediaDeskOptions} options */
  constructor(options) {
    this.#options = options
    this.#remembered = recall(options.storage)
    this.#meter = new LevelMeter(options.onLevel)
    this.media = new OwnMedia({
      mediaDevices: options.mediaDevices,
      phone: options.phone,
      choice: this.#remembered.choice,
      onChange: options.onChange,
      onTurn: (kind, turn) => {
        options.onTurn(kind, turn)
        // Browsers drop devices that are still there, for one after a laptop has slept.
        if (turn === "gone") this.look()
      },
    })
    this.sounds.use(this.media.choice.speakerId ?? "")
    options.mediaDevices?.addEventListener?.("devicechange", () => this.look())
    onPermission(options.permissions, () => this.look())
  }

  /** What the fields show. */
  get fields() {
    const { media } = this
    const used = {
      camera: media.cameraTrack?.getSettings().deviceId,
      mic: media.micTrack?.getSettings().deviceId,
    }
    return { list: this.#list, choice: media.choice, phone: this.#options.phone, used }
  }

  async turnOn() {
    this.#remember({ mic: true, camera: true })
    await this.media.open({ mic: true, camera: true })
    await this.#relist()
  }

  /** As it was before the page was reloaded or the session left. */
  async reopen() {
    const { mic, camera } = this.#remembered
    await this.media.open({ mic, camera })
    await this.#relist()
  }

  /** What devices there are, or may be used, may have changed: one change after the other. */
  look() {
    this.#looking = this.#looking.then(async () => {
      await this.#relist()
      await this.media.look(this.#list)
    })
    return this.#looking
  }

  /** Tries again what did not open. */
  async retry() {
    const { mic, camera } = this.media
    await this.media.open({ mic: mic !== "on" && mic !== "off", camera: camera !== "on" && camera !== "off" })
    await this.#relist()
  }

  /** @param {"mic" | "camera"} kind */
  async toggle(kind) {
    await this.set(kind, this.media[kind] !== "on")
  }

  /** @param {"mic" | "camera"} kind @param {boolean} on */
  async set(kind, on) {
    this.#remember({ [kind]: on })
    if (kind === "mic") await this.media.setMic(on)
    else await this.media.setCamera(on)
    await this.#relist()
  }

  /** @param {Partial<DeviceChoice>} change */
  async choose(change) {
    await this.media.choose(change)
    this.sounds.use(this.media.choice.speakerId ?? "")
    this.#remember({ choice: this.media.choice })
  }

  /** @param {(step: "recording" | "playing") => void} onStep @returns {Promise<boolean>} */
  async hear(onStep) {
    const { micTrack, choice } = this.media
    if (!micTrack) return false
    const { hearYourself } = await import("./sound-check.js")
    return await hearYourself(micTrack, choice.speakerId ?? "", onStep)
  }

  /** Whether anybody looks at the meter; it costs a little. @param {boolean} on */
  listen(on) {
    this.#meter.listen(on ? this.media.micTrack : null)
  }

  async #relist() {
    this.#list = await listDevices(this.#options.mediaDevices)
    this.#options.onChange()
  }

  /** @param {Partial<Remembered>} change */
  #remember(change) {
    this.#remembered = { ...this.#remembered, ...change }
    this.#options.storage.setItem(key, JSON.stringify(this.#remembered))
  }
}

/** @param {Storage} storage @returns {Remembered} */
function recall(storage) {
  /** @type {Remembered} */
  const first = { choice: { facing: "user" }, mic: true, camera: true }
  try {
    const found = JSON.parse(storage.getItem(key) ?? "{}")
    return { ...first, ...found, choice: { ...first.choice, ...found.choice } }
  } catch {
    return first
  }
}
