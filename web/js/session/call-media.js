// @ts-check
import { Mesh } from "./mesh.js"
/**
 * @import { CallState } from "./call-state.js"
 * @import { ServerFrame, SignalKind } from "./messages.js"
 */

/**
 * @typedef {object} CallMediaOptions
 * @property {(run: () => void, afterMs: number) => () => void} later
 * @property {(signal: { to: string, toSession: string, conn: number, kind: SignalKind, payload: unknown }) => void} send
 * @property {() => void} onTrouble - Nothing arrives from somebody: perhaps this side's network is gone.
 * @property {() => void} onChange
 */

/** How long to wait for TURN servers before connecting without, in milliseconds: they follow the room's state. */
const iceServersWait = 400

/** The media connections that follow from what the server says, and the streams that arrive on them. */
export class CallMedia {
  #options
  #mesh
  /** A page reloaded in the call has lost its media connections, the others have not. */
  #reloaded = false
  /** What waits for the TURN servers. @type {(() => void)[] | null} */
  #beforeIce = []

  /** What each other participant sends. @type {Map<string, MediaStream>} */
  streams = new Map()

  /** @param {CallMediaOptions} options */
  constructor(options) {
    this.#options = options
    this.#mesh = new Mesh({
      create: (configuration) => new RTCPeerConnection(configuration),
      later: options.later,
      send: options.send,
      onTrack: (id, track) => this.#received(id, track),
      onState: (id, state) => {
        if (state === "gone") this.streams.delete(id)
        if (state === "disconnected") options.onTrouble()
        options.onChange()
      },
    })
  }

  get mesh() {
    return this.#mesh
  }

  /** A way into the session begins. @param {{ reloaded: boolean }} how - Whether the page has lost connections that others have. */
  begin({ reloaded }) {
    this.#reloaded = reloaded
    this.#beforeIce = []
  }

  /** Nobody is sent anything any more. */
  close() {
    this.#mesh.close()
    this.streams.clear()
  }

  /**
   * What a frame means for the media connections.
   *
   * @param {ServerFrame} frame
   * @param {CallState["phase"]} phase - After the frame.
   */
  frame(frame, phase) {
    const mesh = this.#mesh
    switch (frame.type) {
      case "hello.ok":
        if (!frame.data.resumed) this.#reloaded = false
        if (phase === "waiting") mesh.close()
        break
      case "room.state": {
        if (phase !== "admitted") break
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
}
