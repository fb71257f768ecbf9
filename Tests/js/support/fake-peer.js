// @ts-check
/**
 * An RTCPeerConnection as far as negotiation goes: signaling states, transceivers, negotiationneeded, implicit rollback. A
 * description's `sdp` names its ICE generation and, for an answer, the offer it answers; anything out of order throws.
 */
export class FakePeer extends EventTarget {
  /** @type {RTCSignalingState} */
  signalingState = "stable"
  /** @type {RTCPeerConnectionState} */
  connectionState = "new"
  /** @type {{ type: string, sdp: string } | null} */
  localDescription = null
  /** @type {{ type: string, sdp: string } | null} */
  remoteDescription = null
  /** @type {any[]} */
  transceivers = []
  /** @type {string[]} */
  candidates = []
  closed = false
  /** @type {any} */
  onnegotiationneeded = null
  /** @type {any} */
  onicecandidate = null
  /** @type {any} */
  ontrack = null
  /** @type {any} */
  onconnectionstatechange = null
  #needed = false
  #generation = 0
  #name
  #work

  static count = 0

  /** @param {string} name @param {() => Promise<void>} work - What an operation takes. */
  constructor(name, work) {
    super()
    this.#name = `${name}${FakePeer.count++}`
    this.#work = work
  }

  /** @param {any} trackOrKind */
  addTransceiver(trackOrKind) {
    const kind = typeof trackOrKind === "string" ? trackOrKind : trackOrKind.kind
    const sender = {
      track: typeof trackOrKind === "string" ? null : trackOrKind,
      replaceTrack: (/** @type {any} */ track) => Promise.resolve(sender.track = track),
    }
    this.transceivers.push({ receiver: { track: { kind } }, sender, direction: "sendrecv" })
    this.#need()
  }

  getTransceivers() {
    return this.transceivers
  }

  restartIce() {
    this.#generation += 1
    this.#need()
  }

  getConfiguration() {
    return {}
  }
  setConfiguration() {}

  /** @param {{ type: string }} [wanted] */
  async setLocalDescription(wanted) {
    await this.#work()
    if (this.closed) return
    if (wanted?.type === "rollback") {
      this.signalingState = "stable"
      return
    }
    if (this.signalingState === "have-remote-offer") {
      this.localDescription = { type: "answer", sdp: `answer to ${this.remoteDescription?.sdp}` }
      this.signalingState = "stable"
      this.connectionState = "connected"
      this.#gather(this.localDescription.sdp)
      this.#fire()
      return
    }
    this.#needed = false
    this.localDescription = {
      type: "offer",
      sdp: `offer ${this.#name} ${this.#generation} ${Math.floor(FakePeer.count++)}`,
    }
    this.signalingState = "have-local-offer"
    this.#gather(this.localDescription.sdp)
  }

  /** @param {{ type: string, sdp: string }} description */
  async setRemoteDescription(description) {
    await this.#work()
    if (this.closed) return
    if (description.type === "offer") {
      this.remoteDescription = description
      this.signalingState = "have-remote-offer"
      for (const kind of ["audio", "video"]) {
        if (!this.transceivers.some((one) => one.receiver.track.kind === kind)) {
          this.addTransceiver(kind)
          this.#needed = false
        }
      }
      return
    }
    if (this.signalingState !== "have-local-offer" || description.sdp !== `answer to ${this.localDescription?.sdp}`) {
      throw new Error(`an answer out of order: ${description.sdp}`)
    }
    this.remoteDescription = description
    this.signalingState = "stable"
    this.connectionState = "connected"
    this.#fire()
  }

  /** @param {{ candidate?: string }} candidate */
  async addIceCandidate(candidate) {
    await this.#work()
    if (!this.remoteDescription) throw new Error("a candidate before any description")
    this.candidates.push(candidate.candidate ?? "")
  }

  close() {
    this.closed = true
    this.connectionState = "closed"
  }

  /** Finds one candidate for a description. @param {string} sdp */
  #gather(sdp) {
    queueMicrotask(() => this.onicecandidate?.({ candidate: { toJSON: () => ({ candidate: `of ${sdp}` }) } }))
  }

  #need() {
    this.#needed = true
    this.#fire()
  }

  #fire() {
    queueMicrotask(() => {
      if (this.#needed && this.signalingState === "stable" && !this.closed) this.onnegotiationneeded?.()
    })
  }
}

/** A small generator of numbers that a seed makes again (mulberry32). @param {number} seed */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
