// @ts-check
import { CallMedia } from "./call-media.js"
import { ended, initialState, reduce } from "./call-state.js"
import { outageOf } from "./outage.js"
import { eventsOf } from "./session-events.js"
import { SignalingClient } from "./signaling-client.js"
/**
 * @import { CallState } from "./call-state.js"
 * @import { End } from "./close-codes.js"
 * @import { Instance } from "./instance.js"
 * @import { HelloOK, ServerFrame } from "./messages.js"
 * @import { Outage } from "./outage.js"
 * @import { OwnMedia } from "./own-media.js"
 * @import { ServerClock } from "../shared/server-clock.js"
 * @import { SessionEvent } from "./session-events.js"
 * @import { Entry, Resume } from "./entry.js"
 */

/**
 * @typedef {object} RoomSessionOptions
 * @property {OwnMedia} media
 * @property {Instance} instance
 * @property {ServerClock} clock
 * @property {() => Promise<Entry>} fetchToken
 * @property {(run: () => void, afterMs: number) => () => void} later
 * @property {() => void} onChange
 * @property {(event: SessionEvent) => void} onEvent
 * @property {() => void} onDuplicate
 */

/** One person's way through a session: the signaling connection, what it tells, and the media connections that follow from it. */
export class RoomSession {
  #options
  #media
  /** @type {SignalingClient | null} */
  #client = null
  #toldMedia = ""
  #toldReadiness = ""
  /** When the server was lost, or first tried for; null while it is there, or not wanted. @type {number | null} */
  #lostAt = null

  /** @type {CallState} */
  state = initialState
  /** @type {"idle" | "connecting" | "online" | "reconnecting"} */
  connection = "idle"
  /** @type {"direct" | "relay" | "poor" | "unknown"} */
  network = "unknown"

  /** @param {RoomSessionOptions} options */
  constructor(options) {
    this.#options = options
    this.#media = new CallMedia({
      later: options.later,
      send: (signal) => this.request("signal", signal).catch(() => {}),
      onTrouble: () => this.#client?.wake(),
      onChange: options.onChange,
    })
  }

  get mesh() {
    return this.#media.mesh
  }

  /** What each other participant sends. */
  get streams() {
    return this.#media.streams
  }

  /** Whether picture and sound of anybody arrive. */
  get isConnected() {
    return this.mesh.connections.some(({ state }) => state === "connected")
  }

  /** @returns {Outage | null} How long the server has been out of reach; null while it is not. */
  get outage() {
    return outageOf(this.#lostAt, performance.now(), navigator.onLine)
  }

  /** The others in the session. */
  get others() {
    return this.state.participants.filter((one) => one.id !== this.state.me)
  }

  /** @param {Entry} entry @param {{ takeOver?: boolean }} [how] */
  enter(entry, { takeOver = false } = {}) {
    this.#begin({ reloaded: false }).enter(entry, takeOver)
  }

  /** @param {Resume} resume */
  comeBack(resume) {
    this.#begin({ reloaded: true }).comeBack(resume)
  }

  takeOver() {
    this.connection = "connecting"
    this.#lostAt = performance.now()
    this.#client?.takeOver()
    this.#options.onChange()
  }

  /** The person stays where they are connected. */
  stayAway() {
    this.#client?.leave()
    this.#end({ kind: "taken" })
  }

  leave() {
    const kind = this.state.phase === "waiting" ? "leftWaiting" : "left"
    this.#client?.leave()
    this.#end({ kind })
  }

  /** Nothing has happened yet. */
  reset() {
    this.state = initialState
    this.connection = "idle"
    this.#lostAt = null
    this.#options.onChange()
  }

  /** The page is shown again, or has another network. */
  wake() {
    this.#client?.wake()
    if (this.connection === "online") this.mesh.mend()
  }

  /**
   * @param {import("./messages.js").ClientType} type
   * @param {Record<string, unknown>} [data]
   * @returns {Promise<any>} Rejects with a `RequestRefused`.
   */
  request(type, data) {
    return this.#client?.request(type, data) ?? Promise.reject(new Error("not connected"))
  }

  /** Own devices changed, or what may be sent: everybody concerned is told, and gets the new tracks. */
  mediaChanged() {
    const { media } = this.#options
    this.mesh.setTrack("audio", media.tracks.audio)
    this.mesh.setTrack("video", media.tracks.video)
    if (this.connection !== "online") return
    if (this.state.phase === "admitted") this.#tellMedia()
    if (this.state.phase === "waiting") this.#tellReadiness()
  }

  /** @param {{ reloaded: boolean }} how - Whether another page began it. @returns {SignalingClient} */
  #begin(how) {
    const { instance, media } = this.#options
    this.state = initialState
    this.connection = "connecting"
    this.#lostAt = performance.now()
    this.#media.begin(how)
    this.#client = new SignalingClient({
      connect: (url, protocol) => new WebSocket(url, protocol),
      later: this.#options.later,
      random: Math.random,
      now: () => performance.now(),
      fetchToken: this.#options.fetchToken,
      greeting: () => ({ instance: instance.id, media: { audio: media.state.audio, video: media.state.video } }),
      onFrame: (frame) => this.#frame(frame),
      onOnline: (hello, resume) => this.#welcomed(hello, resume),
      onOffline: () => {
        this.connection = "reconnecting"
        this.#lostAt = performance.now()
        this.#options.onChange()
      },
      onDuplicate: () => {
        this.#lostAt = null
        this.#options.onDuplicate()
      },
      onEnd: (end) => this.#end(end),
    })
    this.#options.onChange()
    return this.#client
  }

  /** @param {HelloOK} hello @param {Resume} resume */
  #welcomed(hello, resume) {
    this.#options.clock.set(hello.serverTime)
    this.#options.instance.keep({ resume })
    this.connection = "online"
    this.#lostAt = null
    this.#toldMedia = ""
    this.#toldReadiness = ""
    this.mesh.mend()
    this.mediaChanged()
    this.#options.onChange()
  }

  /** @param {ServerFrame} frame */
  #frame(frame) {
    const before = this.state
    this.state = reduce(before, frame)
    this.#media.frame(frame, this.state.phase)
    if (frame.type === "waiting.entered") this.#options.media.unshare()
    for (const event of eventsOf(frame, before, this.#options.clock.now())) this.#options.onEvent(event)
    if (before.phase !== this.state.phase) this.mediaChanged()
    if (this.state !== before) this.#options.onChange()
  }

  #tellMedia() {
    const { state } = this.#options.media
    const told = JSON.stringify(state)
    if (told === this.#toldMedia) return
    this.#toldMedia = told
    this.request("media.update", state).catch(() => {})
  }

  #tellReadiness() {
    const readiness = { ...this.#options.media.readiness, network: this.network }
    const told = JSON.stringify(readiness)
    if (told === this.#toldReadiness) return
    this.#toldReadiness = told
    this.request("readiness.update", readiness).catch(() => {})
  }

  /** @param {End} end */
  #end(end) {
    this.#media.close()
    this.#options.instance.forget()
    this.connection = "idle"
    this.#lostAt = null
    this.state = ended(this.state, end)
    this.#options.onChange()
  }
}
