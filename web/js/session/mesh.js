// @ts-check
import { PeerConnection } from "./peer-connection.js"
/** @import { IncomingSignal, Peer, SignalFailed, SignalKind } from "./messages.js" */

/**
 * @typedef {object} MeshOptions
 * @property {(configuration: RTCConfiguration) => RTCPeerConnection} create
 * @property {(run: () => void, afterMs: number) => () => void} later
 * @property {(data: { to: string, toSession: string, conn: number, kind: SignalKind, payload: unknown }) => void} send
 * @property {(id: string, track: MediaStreamTrack) => void} onTrack
 * @property {(id: string, state: RTCPeerConnectionState | "gone") => void} onState
 */

/** The media connections with everybody else in the session, one each. Exists only while admitted. */
export class Mesh {
  #options
  /** @type {Map<string, PeerConnection>} */
  #connections = new Map()
  /** @type {Set<string>} Participants who missed a signal of ours. */
  #missed = new Set()
  /** @type {RTCIceServer[]} */
  #iceServers = []
  /** @type {{ audio: MediaStreamTrack | null, video: MediaStreamTrack | null }} */
  #tracks = { audio: null, video: null }

  /** @param {MeshOptions} options */
  constructor(options) {
    this.#options = options
  }

  /** @returns {PeerConnection[]} */
  get connections() {
    return [...this.#connections.values()]
  }

  /** @param {string} id @returns {RTCPeerConnectionState | "gone"} */
  stateOf(id) {
    return this.#connections.get(id)?.state ?? "gone"
  }

  /**
   * Makes the connections exactly those that the server says.
   *
   * @param {ReadonlyArray<Peer>} peers
   * @param {{ lost: ReadonlyArray<string>, startOver: boolean }} how - Whose signals were lost; whether the page was reloaded.
   */
  reconcile(peers, { lost, startOver }) {
    for (const id of this.#connections.keys()) {
      if (!peers.some((peer) => peer.id === id)) this.remove(id)
    }
    for (const peer of peers) this.add(peer, startOver)
    for (const id of lost) this.#connections.get(id)?.recover()
  }

  /**
   * @param {Peer} peer
   * @param {boolean} [startOver]
   */
  add(peer, startOver = false) {
    const known = this.#connections.get(peer.id)
    if (known?.peer.conn === peer.conn && known.peer.session === peer.session) return
    known?.close()
    this.#missed.delete(peer.id)
    const address = { to: peer.id, toSession: peer.session, conn: peer.conn }
    const connection = new PeerConnection({
      peer,
      create: this.#options.create,
      later: this.#options.later,
      iceServers: this.#iceServers,
      tracks: this.#tracks,
      send: (kind, payload) => this.#options.send({ ...address, kind, payload }),
      onTrack: (track) => this.#options.onTrack(peer.id, track),
      onState: (state) => this.#options.onState(peer.id, state),
      startOver,
    })
    this.#connections.set(peer.id, connection)
  }

  /** @param {string} id */
  remove(id) {
    this.#connections.get(id)?.close()
    if (this.#connections.delete(id)) this.#options.onState(id, "gone")
  }

  /** @param {IncomingSignal} signal */
  receive({ from, fromSession, conn, kind, payload }) {
    const connection = this.#connections.get(from)
    if (connection?.peer.conn === conn && connection.peer.session === fromSession) connection.receive(kind, payload)
  }

  /** @param {SignalFailed} failure */
  failed({ to, conn, reason }) {
    if (this.#connections.get(to)?.peer.conn !== conn) return
    if (reason === "reconnecting" || reason === "overflow") this.#missed.add(to)
  }

  /** Somebody's socket is back: what they missed is negotiated again. @param {string} id */
  returned(id) {
    if (this.#missed.delete(id)) this.#connections.get(id)?.recover()
  }

  /** The network may be another one: what is broken is mended at once. */
  mend() {
    for (const connection of this.connections) connection.mend()
  }

  /**
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   */
  setTrack(kind, track) {
    if (this.#tracks[kind] === track) return
    this.#tracks[kind] = track
    for (const connection of this.connections) connection.replaceTrack(kind, track)
  }

  /** @param {RTCIceServer[]} iceServers */
  setIceServers(iceServers) {
    this.#iceServers = iceServers
    for (const connection of this.connections) connection.setIceServers(iceServers)
  }

  /** Nobody is sent anything any more. */
  close() {
    for (const id of [...this.#connections.keys()]) this.remove(id)
  }
}
