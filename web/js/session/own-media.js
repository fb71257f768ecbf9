// @ts-check
import { cameraConstraints, micConstraints, whyNot } from "./devices.js"
/** @import { DeviceChoice, DeviceState } from "./devices.js" */

/**
 * @typedef {object} OwnMediaOptions
 * @property {MediaDevices | undefined} mediaDevices - Absent on pages without encryption.
 * @property {boolean} phone - Whether cameras are chosen by where they look.
 * @property {DeviceChoice} choice
 * @property {() => void} onChange
 */

/** One's own camera, microphone and screen: what is open, what is wanted, and what would not open. */
export class OwnMedia {
  #options
  #choice
  /** @type {MediaStreamTrack | null} */
  #micTrack = null
  /** @type {MediaStreamTrack | null} */
  #cameraTrack = null
  /** @type {MediaStreamTrack | null} */
  #screenTrack = null
  /** @type {DeviceState} */
  #mic
  /** @type {DeviceState} */
  #camera

  /** @param {OwnMediaOptions} options */
  constructor(options) {
    this.#options = options
    this.#choice = { ...options.choice }
    const first = options.mediaDevices ? "unasked" : "insecure"
    this.#mic = first
    this.#camera = first
  }

  get mic() {
    return this.#mic
  }

  get camera() {
    return this.#camera
  }

  get choice() {
    return this.#choice
  }

  get sharing() {
    return this.#screenTrack !== null
  }

  get cameraTrack() {
    return this.#cameraTrack
  }

  get micTrack() {
    return this.#micTrack
  }

  /** What the others get: the screen takes the camera's place. */
  get tracks() {
    return { audio: this.#micTrack, video: this.#screenTrack ?? this.#cameraTrack }
  }

  /** As `media.update` and `hello` say it. */
  get state() {
    return /** @type {const} */ ({
      audio: this.#mic === "on" ? "on" : "off",
      video: this.#camera === "on" ? "on" : "off",
      screen: this.sharing ? "on" : "off",
    })
  }

  /** As `readiness.update` says it. */
  get readiness() {
    return { camera: readiness(this.#camera), microphone: readiness(this.#mic) }
  }

  /** Whether this browser can share a screen: phones can't. */
  get canShare() {
    return typeof this.#options.mediaDevices?.getDisplayMedia === "function"
  }

  /** Opens what is asked for, in one question where possible. @param {{ mic: boolean, camera: boolean }} wanted */
  async open(wanted) {
    const { mediaDevices } = this.#options
    if (!mediaDevices) return
    if (wanted.mic) this.#mic = "opening"
    if (wanted.camera) this.#camera = "opening"
    this.#options.onChange()
    if (wanted.mic && wanted.camera) {
      const both = await mediaDevices.getUserMedia(this.#constraints(true, true)).catch(() => null)
      if (both) {
        this.#takeMic(both.getAudioTracks()[0] ?? null)
        this.#takeCamera(both.getVideoTracks()[0] ?? null)
        return this.#options.onChange()
      }
    }
    if (wanted.mic) await this.#openMic()
    if (wanted.camera) await this.#openCamera()
    this.#options.onChange()
  }

  /** Mutes and unmutes; a microphone that isn't open yet is opened. @param {boolean} on */
  async setMic(on) {
    if (on && !this.#micTrack) return await this.open({ mic: true, camera: false })
    if (!this.#micTrack) return
    this.#micTrack.enabled = on
    this.#mic = on ? "on" : "off"
    this.#options.onChange()
  }

  /** Off closes the camera: its light goes out. @param {boolean} on */
  async setCamera(on) {
    if (on) return await this.open({ mic: false, camera: true })
    if (this.#camera !== "on") return
    this.#cameraTrack?.stop()
    this.#cameraTrack = null
    this.#camera = "off"
    this.#options.onChange()
  }

  /** Takes another device, if one of that kind is in use at once. @param {Partial<DeviceChoice>} change */
  async choose(change) {
    this.#choice = { ...this.#choice, ...change }
    if ("micId" in change && this.#micTrack) {
      const muted = this.#mic === "off"
      this.#micTrack.stop()
      await this.#openMic()
      if (muted) await this.setMic(false)
    }
    if (("cameraId" in change || "facing" in change) && this.#camera === "on") {
      this.#cameraTrack?.stop()
      await this.#openCamera()
    }
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
    for (const track of [this.#micTrack, this.#cameraTrack, this.#screenTrack]) track?.stop()
    this.#micTrack = this.#cameraTrack = this.#screenTrack = null
    if (this.#mic === "on") this.#mic = "off"
    if (this.#camera === "on") this.#camera = "off"
    this.#options.onChange()
  }

  /** @param {boolean} mic @param {boolean} camera @returns {MediaStreamConstraints} */
  #constraints(mic, camera) {
    return {
      audio: mic && micConstraints(this.#choice),
      video: camera && cameraConstraints(this.#choice, this.#options.phone),
    }
  }

  async #openMic() {
    try {
      const stream = await this.#options.mediaDevices?.getUserMedia(this.#constraints(true, false))
      this.#takeMic(stream?.getAudioTracks()[0] ?? null)
    } catch (error) {
      this.#micTrack = null
      this.#mic = whyNot(error)
    }
  }

  async #openCamera() {
    try {
      const stream = await this.#options.mediaDevices?.getUserMedia(this.#constraints(false, true))
      this.#takeCamera(stream?.getVideoTracks()[0] ?? null)
    } catch (error) {
      this.#cameraTrack = null
      this.#camera = whyNot(error)
    }
  }

  /** @param {MediaStreamTrack | null} track */
  #takeMic(track) {
    if (this.#micTrack !== track) this.#micTrack?.stop()
    this.#micTrack = track
    this.#mic = track ? "on" : "none"
    if (!track) return
    track.onended = () => {
      this.#micTrack = null
      this.#mic = "none"
      this.#options.onChange()
    }
  }

  /** @param {MediaStreamTrack | null} track */
  #takeCamera(track) {
    if (this.#cameraTrack !== track) this.#cameraTrack?.stop()
    this.#cameraTrack = track
    this.#camera = track ? "on" : "none"
    if (!track) return
    track.contentHint = "motion"
    track.onended = () => {
      this.#cameraTrack = null
      this.#camera = "none"
      this.#options.onChange()
    }
  }
}

/**
 * @param {DeviceState} state
 * @returns {"on" | "off" | "blocked" | "none"}
 */
function readiness(state) {
  if (state === "on" || state === "blocked" || state === "none") return state
  return state === "insecure" || state === "busy" ? "blocked" : "off"
}
