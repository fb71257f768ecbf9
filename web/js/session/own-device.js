// @ts-check
import { whyNot } from "./devices.js"
/** @import { DeviceState } from "./devices.js" */

/**
 * What befell a device in use: the system took it for a while (a telephone call), it went away, or it is there again.
 *
 * @typedef {"held" | "gone" | "back"} DeviceTurn
 */

/** Names that Chromium gives to whichever device the system prefers. */
const aliases = ["default", "communications"]

/** One's own microphone or camera: its track, and what became of it. */
export class OwnDevice {
  #onTurn
  /** Which one is in use, or was when it went away. @type {MediaTrackSettings} */
  #used = {}

  /** @type {MediaStreamTrack | null} */
  track = null
  /** @type {DeviceState} */
  state

  /** @param {DeviceState} state @param {(turn: DeviceTurn) => void} onTurn - Whatever it does by itself. */
  constructor(state, onTurn) {
    this.state = state
    this.#onTurn = onTurn
  }

  /** Uses what the browser opened; null where there is nothing to open. @param {MediaStreamTrack | null} track */
  take(track) {
    if (this.track !== track) this.#letGo()
    this.track = track
    this.state = track ? (track.muted ? "held" : "on") : "none"
    if (!track) return
    this.#used = track.getSettings()
    track.onended = () => this.#ended()
    track.onmute = () => this.#held(true)
    track.onunmute = () => this.#held(false)
  }

  /**
   * Which of these is the one that went away in use. "default" is whichever the system prefers at the time: there the group
   * tells.
   *
   * @param {ReadonlyArray<MediaDeviceInfo>} present
   * @returns {MediaDeviceInfo | undefined}
   */
  found(present) {
    if (this.state !== "gone") return undefined
    const { deviceId = "", groupId } = this.#used
    if (!aliases.includes(deviceId)) return present.find((each) => each.deviceId === deviceId)
    const same = present.filter((each) => groupId && each.groupId === groupId)
    return same.find((each) => !aliases.includes(each.deviceId)) ?? same[0]
  }

  /** It would not open. @param {unknown} error */
  fail(error) {
    this.#letGo()
    this.state = whyNot(error)
  }

  /** Sends silence or darkness, or no longer. @param {boolean} on */
  enable(on) {
    if (!this.track) return
    this.track.enabled = on
    this.state = on ? (this.track.muted ? "held" : "on") : "off"
  }

  /** Closes it: its light goes out. */
  close() {
    this.#letGo()
    if (this.state === "on" || this.state === "held" || this.state === "gone") this.state = "off"
  }

  #letGo() {
    if (!this.track) return
    this.track.onended = this.track.onmute = this.track.onunmute = null
    this.track.stop()
    this.track = null
  }

  #ended() {
    this.#letGo()
    if (this.state === "off") return
    this.state = "gone"
    this.#onTurn("gone")
  }

  /** @param {boolean} held */
  #held(held) {
    // Whoever switched it off learns of it when they switch it on.
    if (this.state !== "on" && this.state !== "held") return
    this.state = held ? "held" : "on"
    this.#onTurn(held ? "held" : "back")
  }
}
