// @ts-check
import { cameraConstraints, micConstraints } from "./devices.js"
import { OwnDevice } from "./own-device.js"
/**
 * @import { DeviceChoice, DeviceList, DeviceState } from "./devices.js"
 * @import { DeviceTurn } from "./own-device.js"
 */

/**
 * @typedef {object} OwnMediaOptions
 * @property {MediaDevices | undefined} mediaDevices - Absent on pages without encryption.
 * @property {boolean} phone - Whether cameras are chosen by where they look.
 * @property {DeviceChoice} choice
 * @property {() => void} onChange
 * @property {(kind: "mic" | "camera", turn: DeviceTurn) => void} onTurn - A device did something that nobody here asked for.
 */

/** One's own camera, microphone and screen: what is open, what is wanted, and what would not open. */
export class OwnMedia {
  #options
  #choice
  #mic
  #camera
  /** @type {MediaStreamTrack | null} */
  #screenTrack = null

  /** @param {OwnMediaOptions} options */
  constructor(options) {
    this.#options = options
    this.#choice = { ...options.choice }
    const first = options.mediaDevices ? "unasked" : "insecure"
    const device = (/** @type {"mic" | "camera"} */ kind) =>
      new OwnDevice(first, (turn) => {
        options.onTurn(kind, turn)
        options.onChange()
      })
    this.#mic = device("mic")
    this.#camera = device("camera")
  }

  get mic() {
    return this.#mic.state
  }

  get camera() {
    return this.#camera.state
  }

  get choice() {
    return this.#choice
  }

  get sharing() {
    return this.#screenTrack !== null
  }

  get cameraTrack() {
    return this.#camera.track
  }

  get micTrack() {
    return this.#mic.track
  }

  /** What the others get: the screen takes the camera's place. */
  get tracks() {
    return { audio: this.micTrack, video: this.#screenTrack ?? this.cameraTrack }
  }

  /** As `media.update` and `hello` say it. */
  get state() {
    return /** @type {const} */ ({
      audio: switched(this.mic),
      video: switched(this.camera),
      screen: this.sharing ? "on" : "off",
    })
  }

  /** As `readiness.update` says it. */
  get readiness() {
    return { camera: readiness(this.camera), microphone: readiness(this.mic) }
  }

  /** Whether this browser can share a screen: phones can't. */
  get canShare() {
    return typeof this.#options.mediaDevices?.getDisplayMedia === "function"
  }

  /**
   * Opens what is asked for, in one question where possible.
   *
   * @param {{ mic: boolean, camera: boolean }} wanted
   * @param {DeviceChoice} [choice] - Which ones; as chosen unless told.
   */
  async open(wanted, choice = this.#choice) {
    const { mediaDevices } = this.#options
    if (!mediaDevices) return
    if (wanted.mic) this.#mic.state = "opening"
    if (wanted.camera) this.#camera.state = "opening"
    this.#options.onChange()
    if (wanted.mic && wanted.camera) {
      const both = await mediaDevices.getUserMedia(this.#constraints(choice, wanted)).catch(() => null)
      if (both) {
        this.#mic.take(both.getAudioTracks()[0] ?? null)
        this.#takeCamera(both.getVideoTracks()[0] ?? null)
        return this.#options.onChange()
      }
    }
    if (wanted.mic) await this.#openMic(choice)
    if (wanted.camera) await this.#openCamera(choice)
    this.#options.onChange()
  }

  /** Mutes and unmutes; a microphone that isn't open yet is opened. @param {boolean} on */
  async setMic(on) {
    if (on && !this.micTrack) return await this.open({ mic: true, camera: false })
    if (on || this.micTrack) this.#mic.enable(on)
    else this.#mic.close()
    this.#options.onChange()
  }

  /** Off closes the camera: its light goes out. @param {boolean} on */
  async setCamera(on) {
    if (on) return await this.open({ mic: false, camera: true })
    this.#camera.close()
    this.#options.onChange()
  }

  /** Takes another device, if one of that kind is in use at once. @param {Partial<DeviceChoice>} change */
  async choose(change) {
    this.#choice = { ...this.#choice, ...change }
    if ("micId" in change && (this.micTrack || this.mic === "gone")) {
      const muted = this.mic === "off"
      this.micTrack?.stop()
      await this.#openMic(this.#choice)
      if (muted) await this.setMic(false)
    }
    const inUse = this.camera === "on" || this.camera === "held" || this.camera === "gone"
    if (("cameraId" in change || "facing" in change) && inUse) {
      this.cameraTrack?.stop()
      await this.#openCamera(this.#choice)
    }
    this.#options.onChange()
  }

  /** Devices came or went: one that went away in use is used again. Another is the person's choice. @param {DeviceList} present */
  async look({ mics, cameras }) {
    const [mic, camera] = [this.#mic.found(mics), this.#camera.found(cameras)]
    if (!mic && !camera) return
    const found = { ...(mic && { micId: mic.deviceId }), ...(camera && { cameraId: camera.deviceId }) }
    const choice = { ...this.#choice, ...found, exact: true }
    await this.open({ mic: mic !== undefined, camera: camera !== undefined }, choice)
    if (mic) this.#wasReopened("mic", this.#mic)
    if (camera) this.#wasReopened("camera", this.#camera)
    this.#options.onChange()
  }

  /** Asks which screen to share. @returns {Promise<boolean>} Whether one was chosen. */
  async share() {
    try {
      const stream = await this.#options.mediaDevices?.getDisplayMedia({ video: { frameRate: { max: 15 } } })
      const track = stream?.getVideoTracks()[0]
      if (!track) return false
      track.contentHint = "detail"
      track.onended = () => this.unshare()
      this.#screenTrack = track
      this.#options.onChange()
      return true
    } catch {
      return false
    }
  }

  unshare() {
    if (!this.#screenTrack) return
    this.#screenTrack.onended = null
    this.#screenTrack.stop()
    this.#screenTrack = null
    this.#options.onChange()
  }

  /** Closes everything: the lights go out. */
  stop() {
    this.#screenTrack?.stop()
    this.#screenTrack = null
    this.#mic.close()
    this.#camera.close()
    this.#options.onChange()
  }

  /** @param {"mic" | "camera"} kind @param {OwnDevice} device */
  #wasReopened(kind, device) {
    if (device.track) this.#options.onTurn(kind, "back")
    // Listed, and not ready or not allowed yet: the next change tries again.
    else device.state = "gone"
  }

  /** @param {DeviceChoice} choice @param {{ mic: boolean, camera: boolean }} wanted @returns {MediaStreamConstraints} */
  #constraints(choice, { mic, camera }) {
    return { audio: mic && micConstraints(choice), video: camera && cameraConstraints(choice, this.#options.phone) }
  }

  /** @param {DeviceChoice} choice */
  async #openMic(choice) {
    try {
      const wanted = this.#constraints(choice, { mic: true, camera: false })
      const stream = await this.#options.mediaDevices?.getUserMedia(wanted)
      this.#mic.take(stream?.getAudioTracks()[0] ?? null)
    } catch (error) {
      this.#mic.fail(error)
    }
  }

  /** @param {DeviceChoice} choice */
  async #openCamera(choice) {
    try {
      const wanted = this.#constraints(choice, { mic: false, camera: true })
      const stream = await this.#options.mediaDevices?.getUserMedia(wanted)
      this.#takeCamera(stream?.getVideoTracks()[0] ?? null)
    } catch (error) {
      this.#camera.fail(error)
    }
  }

  /** @param {MediaStreamTrack | null} track */
  #takeCamera(track) {
    if (track) track.contentHint = "motion"
    this.#camera.take(track)
  }
}

/** @param {DeviceState} state @returns {"on" | "off" | "failed"} */
function switched(state) {
  if (state === "held" || state === "gone") return "failed"
  return state === "on" ? "on" : "off"
}

/**
 * @param {DeviceState} state
 * @returns {"on" | "off" | "blocked" | "none"}
 */
function readiness(state) {
  if (state === "gone") return "none"
  if (state === "on" || state === "blocked" || state === "none") return state
  return state === "insecure" || state === "busy" || state === "held" ? "blocked" : "off"
}
