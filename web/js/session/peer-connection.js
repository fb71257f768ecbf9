// @ts-check
import { randomId } from "../shared/random-id.js"
/** @import { CandidatesPayload, DescriptionPayload, Peer, RestartPayload, SignalKind } from "./messages.js" */

/**
 * What a peer connection needs from outside.
 *
 * @typedef {object} PeerOptions
 * @property {Peer} peer
 * @property {(configuration: RTCConfiguration) => RTCPeerConnection} create
 * @property {RTCIceServer[]} iceServers
 * @property {{ audio: MediaStreamTrack | null, video: MediaStreamTrack | null }} tracks - What to send now.
 * @property {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
 * @property {(kind: SignalKind, payload: unknown) => void} send
 * @property {(track: MediaStreamTrack) => void} onTrack
 * @property {(state: RTCPeerConnectionState) => void} onState
 * @property {boolean} [startOver] - This page was reloaded: its predecessor's connection is gone.
 */

/** Candidates are gathered this long before they are sent together, in milliseconds. */
const batchAfter = 50
/** How many candidates one batch may hold: 8 KiB allow some 40 of 200 bytes. */
const batchSize = 24
/** How long a connection may be disconnected before ICE is restarted, in milliseconds. */
const restartAfter = 4_000

/** Ends the candidates of a generation. */
const endOfCandidates = { candidate: "" }

/**
 * The media connection with one other participant, in one generation: W3C perfect negotiation (WebRTC 1.0, 10.7). Everything
 * that touches the connection goes through one queue, so a signal is never handled while another one is.
 */
export class PeerConnection {
  #options
  #tracks
  #queue = Promise.resolve()
  /** @type {RTCPeerConnection} */
  #connection
  #iceServers
  #ignoringOffer = false
  #closed = false
  /** Names the latest start over; empty before the first. */
  #attempt = ""
  /** Whether this side has started over and has seen no answer yet. */
  #startingOver = false
  /** @type {RTCIceCandidateInit[]} */
  #batch = []
  /** @type {(() => void) | null} */
  #cancelBatch = null
  /** @type {(() => void) | null} */
  #cancelRestart = null

  /** @param {PeerOptions} options */
  constructor(options) {
    this.#options = options
    this.#tracks = { ...options.tracks }
    this.#iceServers = options.iceServers
    this.#connection = this.#make()
    if (options.startOver) this.startOver()
    else if (options.peer.initiator) this.#offerMedia()
  }

  get peer() {
    return this.#options.peer
  }

  /** @returns {RTCPeerConnectionState} */
  get state() {
    return this.#connection.connectionState
  }

  /** For statistics. */
  get connection() {
    return this.#connection
  }

  /**
   * Handles one signal of the other side, after those before it.
   *
   * @param {SignalKind} kind
   * @param {any} payload - Written by a stranger: anything may be in it.
   * @returns {Promise<void>}
   */
  receive(kind, payload) {
    return this.#enqueue(async () => {
      if (kind === "close") return this.close()
      if (kind === "restart") return this.#restarted(payload)
      if ((payload?.attempt ?? "") !== this.#attempt) return
      if (kind === "description") await this.#describe(payload)
      if (kind === "candidates") await this.#addCandidates(payload)
    })
  }

  /**
   * Sends another track (or none) from now on, without a new negotiation.
   *
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   */
  replaceTrack(kind, track) {
    this.#tracks[kind] = track
    return this.#enqueue(async () => {
      await this.#transceiver(kind)?.sender.replaceTrack(track)
    })
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#iceServers = iceServers
    // Everything else has to stay as it was made, or the browser refuses.
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers })
  }

  /** Signals were lost: negotiates again unless the connection is well. */
  recover() {
    return this.#enqueue(async () => {
      if (this.#connection.connectionState === "connected" && this.#connection.signalingState === "stable") return
      if (this.#connection.signalingState === "have-local-offer") {
        await this.#connection.setLocalDescription({ type: "rollback" })
      }
      if (this.#connection.getTransceivers().length === 0) this.#offerMedia()
      this.#connection.restartIce()
    })
  }

  /** The network may be another one: ICE is restarted at once where it would be later. */
  mend() {
    const { connectionState } = this.#connection
    if (connectionState !== "failed" && connectionState !== "disconnected") return
    this.#cancelRestart?.()
    this.#connection.restartIce()
  }

  /** Drops the connection on both sides, and makes a fresh one in the same generation. */
  startOver() {
    this.#attempt = randomId()
    this.#startingOver = true
    this.#remake()
    this.#options.send("restart", /** @type {RestartPayload} */ ({ attempt: this.#attempt }))
    this.#offerMedia()
  }

  close() {
    if (this.#closed) return
    this.#closed = true
    this.#silence(this.#connection)
    this.#connection.close()
  }

  /** @returns {RTCPeerConnection} */
  #make() {
    const connection = this.#options.create({ iceServers: this.#iceServers, bundlePolicy: "max-bundle" })
    connection.onnegotiationneeded = () => this.#enqueue(() => this.#offer(connection))
    connection.onicecandidate = ({ candidate }) => this.#gather(candidate?.toJSON() ?? endOfCandidates)
    connection.ontrack = ({ track }) => this.#options.onTrack(track)
    connection.onconnectionstatechange = () => this.#stateChanged(connection.connectionState)
    return connection
  }

  #remake() {
    this.#silence(this.#connection)
    this.#connection.close()
    this.#ignoringOffer = false
    this.#connection = this.#make()
  }

  /** @param {RTCPeerConnection} connection */
  #silence(connection) {
    this.#cancelBatch?.()
    this.#cancelBatch = null
    this.#cancelRestart?.()
    this.#cancelRestart = null
    this.#batch = []
    connection.onnegotiationneeded = null
    connection.onicecandidate = null
    connection.ontrack = null
    connection.onconnectionstatechange = null
  }

  /** Adds both kinds, whatever there is to send: later changes need no negotiation. Fires negotiationneeded. */
  #offerMedia() {
    for (const kind of /** @type {const} */ (["audio", "video"])) {
      this.#connection.addTransceiver(this.#tracks[kind] ?? kind, { direction: "sendrecv" })
    }
  }

  /** @param {"audio" | "video"} kind */
  #transceiver(kind) {
    return this.#connection.getTransceivers().find((one) =>
      one.receiver.track.kind === kind && one.direction !== "stopped"
    )
  }

  /** @param {RTCPeerConnection} connection - The one that asked; it may have been replaced since. */
  async #offer(connection) {
    if (connection !== this.#connection || connection.signalingState !== "stable") return
    await connection.setLocalDescription()
    this.#sendDescription()
  }

  /** @param {DescriptionPayload} payload */
  async #describe({ description }) {
    const connection = this.#connection
    const offer = description.type === "offer"
    const collision = offer && connection.signalingState !== "stable"
    this.#ignoringOffer = collision && !this.peer.polite
    if (this.#ignoringOffer) return
    if (!offer && connection.signalingState !== "have-local-offer") return
    await connection.setRemoteDescription(description)
    if (!offer) {
      this.#startingOver = false
      return
    }
    for (const kind of /** @type {const} */ (["audio", "video"])) {
      const transceiver = this.#transceiver(kind)
      if (!transceiver) continue
      transceiver.direction = "sendrecv"
      if (transceiver.sender.track !== this.#tracks[kind]) await transceiver.sender.replaceTrack(this.#tracks[kind])
    }
    await connection.setLocalDescription()
    this.#sendDescription()
  }

  /** @param {CandidatesPayload} payload */
  async #addCandidates({ candidates }) {
    for (const candidate of candidates) {
      try {
        await this.#connection.addIceCandidate(candidate)
      } catch (error) {
        if (!this.#ignoringOffer) console.warn("a candidate was refused", error)
      }
    }
  }

  /** @param {RestartPayload} payload */
  #restarted({ attempt }) {
    // Both start over. The other's page may never have seen this one's attempt: say it again, under a new name.
    if (this.#startingOver && !this.peer.polite) return this.startOver()
    this.#attempt = String(attempt)
    this.#startingOver = false
    this.#remake()
  }

  #sendDescription() {
    const { localDescription } = this.#connection
    if (!localDescription) return
    const { type, sdp } = localDescription
    this.#options.send("description", this.#named({ description: { type, sdp } }))
  }

  /** @param {RTCIceCandidateInit} candidate */
  #gather(candidate) {
    this.#batch.push(candidate)
    if (this.#batch.length >= batchSize) return this.#sendBatch()
    this.#cancelBatch ??= this.#options.later(() => this.#sendBatch(), batchAfter)
  }

  #sendBatch() {
    this.#cancelBatch?.()
    this.#cancelBatch = null
    const candidates = this.#batch
    this.#batch = []
    if (candidates.length > 0) this.#options.send("candidates", this.#named({ candidates }))
  }

  /**
   * @template {object} P
   * @param {P} payload
   */
  #named(payload) {
    return this.#attempt ? { ...payload, attempt: this.#attempt } : payload
  }

  /** @param {RTCPeerConnectionState} state */
  #stateChanged(state) {
    this.#cancelRestart?.()
    this.#cancelRestart = null
    if (state === "failed") this.#connection.restartIce()
    if (state === "disconnected") {
      this.#cancelRestart = this.#options.later(() => this.#connection.restartIce(), restartAfter)
    }
    this.#options.onState(state)
  }

  /**
   * @param {() => Promise<void> | void} work
   * @returns {Promise<void>}
   */
  #enqueue(work) {
    this.#queue = this.#queue.then(async () => {
      if (this.#closed) return
      try {
        await work()
      } catch (error) {
        console.warn("a step of the negotiation failed", error)
      }
    })
    return this.#queue
  }
}
