// @ts-check
import { ended, initialState, reduce } from "./call-state.js"
import { Mesh } from "./mesh.js"
import { eventsOf } from "./session-events.js"
import { SignalingClient } from "./signaling-client.js"
/**
 * @import { CallState } from "./call-state.js"
 * @import { End } from "./close-codes.js"
 * @import { Instance } from "./instance.js"
 * @import { HelloOK, ServerFrame } from "./messages.js"
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

/** How long to wait for TURN servers before connecting without, in milliseconds: they follow the room's state. */
const iceServersWait = 400

/** One person's way through a session: the signaling connection, what it tells, and the media connections that follow from it. */
export class RoomSession {
  #options
  #mesh
  /** @type {SignalingClient | null} */
  #client = null
  /** A page reloaded in the call has lost its media connections, the others have not. */
  #reloaded = false
  #toldMedia = ""
  #toldReadiness = ""
  /** What waits for the TURN servers. @type {(() => void)[] | null} */
  #beforeIce = []

  /** @type {CallState} */
  state = initialState
  /** @type {"idle" | "connecting" | "online" | "reconnecting"} */
  connection = "idle"
  /** What each other participant sends. @type {Map<string, MediaStream>} */
  streams = new Map()
  /** @type {"direct" | "relay" | "poor" | "unknown"} */
  network = "unknown"

  /** @param {RoomSessionOptions} options */
  constructor(options) {
    this.#options = options
    this.#mesh = new Mesh({
      create: (configuration) => new RTCPeerConnection(configuration),
      later: options.later,
      send: (signal) => this.request("signal", signal).catch(() => {}),
      onTrack: (id, track) => this.#received(id, track),
      onState: (id, state) => {
        if (state === "gone") this.streams.delete(id)
        options.onChange()
      },
    })
  }

  get mesh() {
    return this.#mesh
  }

  /** The others in the session. */
  get others() {
    return this.state.participants.filter((one) => one.id !== this.state.me)
  }

  /** @param {Entry} entry @param {{ takeOver?: boolean }} [how] */
  enter(entry, { takeOver = false } = {}) {
    this.#begin().enter(entry, takeOver)
  }

  /** @param {Resume} resume */
  comeBack(resume) {
    this.#reloaded = true
    this.#begin().comeBack(resume)
  }

  takeOver() {
    this.connection = "connecting"
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
    this.#options.onChange()
  }

  wake() {
    this.#client?.wake()
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
    this.#mesh.setTrack("audio", media.tracks.audio)
    this.#mesh.setTrack("video", media.tracks.video)
    if (this.connection !== "online") return
    if (this.state.phase === "admitted") this.#tellMedia()
    if (this.state.phase === "waiting") this.#tellReadiness()
  }

  #begin() {
    const { instance, media } = this.#options
    this.state = initialState
    this.connection = "connecting"
    this.#beforeIce = []
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
        this.#options.onChange()
      },
      onDuplicate: this.#options.onDuplicate,
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
    this.#toldMedia = ""
    this.#toldReadiness = ""
    if (!hello.resumed) this.#reloaded = false
    this.mediaChanged()
    this.#options.onChange()
  }

  /** @param {ServerFrame} frame */
  #frame(frame) {
    const before = this.state
    this.state = reduce(before, frame)
    this.#connectMedia(frame)
    for (const event of eventsOf(frame, before, this.#options.clock.now())) this.#options.onEvent(event)
    if (before.phase !== this.state.phase) this.mediaChanged()
    if (this.state !== before) this.#options.onChange()
  }

  /** What a frame means for the media connections. @param {ServerFrame} frame */
  #connectMedia(frame) {
    const mesh = this.#mesh
    switch (frame.type) {
      case "hello.ok":
        if (this.state.phase === "waiting") mesh.close()
        break
      case "room.state": {
        if (this.state.phase !== "admitted") break
        const how = { lost: frame.data.lostSignals, startOver: this.#reloaded }
        this.#reloaded = false
        this.#whenIceIsKnown(() => mesh.reconcile(frame.data.peers, how))
        break
      }
      case "ice.servers":
        mesh.setIceServers(frame.data.servers)
        this.#iceIsKnown()
        break
      case "participant.joined":
        this.#whenIceIsKnown(() => mesh.add(frame.data.peer))
        break
      case "participant.updated": {
        const { id, peer, presence } = frame.data
        this.#whenIceIsKnown(() => {
          if (peer) mesh.add(peer)
          if (presence === "online") mesh.returned(id)
        })
        break
      }
      case "participant.left":
        this.#whenIceIsKnown(() => mesh.remove(frame.data.id))
        break
      case "signal":
        this.#whenIceIsKnown(() => mesh.receive(frame.data))
        break
      case "signal.failed":
        mesh.failed(frame.data)
        break
      case "waiting.entered":
        mesh.close()
        this.#beforeIce = []
        this.#options.media.unshare()
        break
    }
  }

  /** @param {() => void} act */
  #whenIceIsKnown(act) {
    if (!this.#beforeIce) return act()
    if (this.#beforeIce.length === 0) this.#options.later(() => this.#iceIsKnown(), iceServersWait)
    this.#beforeIce.push(act)
  }

  #iceIsKnown() {
    const acts = this.#beforeIce ?? []
    this.#beforeIce = null
    for (const act of acts) act()
  }

  /** @param {string} id @param {MediaStreamTrack} track */
  #received(id, track) {
    const stream = this.streams.get(id) ?? new MediaStream()
    for (const old of stream.getTracks()) {
      if (old.kind === track.kind) stream.removeTrack(old)
    }
    stream.addTrack(track)
    this.streams.set(id, stream)
    this.#options.onChange()
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
    this.#mesh.close()
    this.streams.clear()
    this.#options.instance.forget()
    this.connection = "idle"
    this.state = ended(this.state, end)
    this.#options.onChange()
  }
}
