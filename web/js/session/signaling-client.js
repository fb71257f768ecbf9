// @ts-check
import { afterClose, afterRefusal } from "./close-codes.js"
import { EventSequence } from "./event-sequence.js"
import { Ended } from "./entry.js"
import { FrameSocket } from "../shared/frame-socket.js"
import { PendingRequests } from "./pending-requests.js"
import { Reconnection } from "../shared/reconnection.js"
/**
 * @import { Bye, ClientType, ErrorReply, HelloOK, MediaSwitch, RefusalData, ServerFrame } from "./messages.js"
 * @import { End, Next } from "./close-codes.js"
 * @import { Entry, Resume } from "./entry.js"
 */

/**
 * What each hello says of this page.
 * @typedef {{ instance: string, media: { audio: MediaSwitch, video: MediaSwitch } }} Greeting
 *
 * @typedef {object} SignalingOptions
 * @property {(url: string, protocol: string) => WebSocket} connect
 * @property {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
 * @property {() => number} random - In [0, 1).
 * @property {() => number} now - Milliseconds, monotonic.
 * @property {() => Promise<Entry>} fetchToken - Throws {@link Ended} when the portal says no; anything else is tried again.
 * @property {() => Greeting} greeting
 * @property {(frame: ServerFrame) => void} onFrame - Every frame but replies, in order, each once.
 * @property {(hello: HelloOK, resume: Resume) => void} onOnline
 * @property {() => void} onOffline - The connection is gone; another is being tried.
 * @property {() => void} onDuplicate - Another page is connected: `takeOver()` or `leave()`.
 * @property {(end: End) => void} onEnd - It is over; nothing more will come.
 */

/** After a refused hello, how long the server may take to close by itself, in milliseconds. */
const refusalGrace = 1_000

/** The page's connection to the signaling server: one session over as many sockets as it takes. Knows no page and no media. */
export class SignalingClient {
  #options
  #pending = new PendingRequests()
  /** Of the room, as the server opened it last: another one knows of no earlier requests. */
  #epoch = 0
  /** @type {FrameSocket | null} */
  #socket = null
  /** @type {Entry | null} A token not yet used. */
  #entry = null
  /** @type {Resume | null} */
  #resume = null
  #sequence = new EventSequence()
  #reconnection
  #takeOver = false
  #helloId = ""
  #online = false
  #over = false
  #asking = false
  /** @type {RefusalData | null} */
  #refusal = null
  /** @type {Bye | null} */
  #bye = null
  /** @type {number | undefined} When to come back, as a server says that is about to stop, in milliseconds. */
  #comeBackMs

  /** @param {SignalingOptions} options */
  constructor(options) {
    this.#options = options
    this.#reconnection = new Reconnection(options.later, options.random)
  }

  /**
   * Enters with a fresh token.
   *
   * @param {Entry} entry
   * @param {boolean} [takeOver] - End another connection of the same person, if there is one.
   */
  enter(entry, takeOver = false) {
    this.#entry = entry
    this.#takeOver = takeOver
    this.#open(entry.endpoint, entry.room)
  }

  /** Comes back to a session that an earlier page left in sessionStorage. @param {Resume} resume */
  comeBack(resume) {
    this.#resume = resume
    this.#open(resume.endpoint, resume.room)
  }

  /**
   * Sends a request and waits for its reply, over a reconnect of the same session too (same id, one effect).
   *
   * @param {ClientType} type
   * @param {Record<string, unknown>} [data]
   * @returns {Promise<any>} The reply's data. Rejects with a {@link RequestRefused}.
   */
  request(type, data = {}) {
    const { frame, reply } = this.#pending.add(type, data, this.#online)
    if (this.#online) this.#send(frame)
    return reply
  }

  /**
   * Sends a message that needs no reply and matters only now; dropped while offline.
   *
   * @param {ClientType} type
   * @param {Record<string, unknown>} [data]
   */
  tell(type, data = {}) {
    if (this.#online) this.#send({ type, data })
  }

  /** Ends the other connection of the same person, and uses this one. */
  takeOver() {
    this.#takeOver = true
    this.#asking = false
    if (!this.#socket?.isOpen) return this.#tryNext({ action: "rejoin", afterMs: 0 })
    this.#hello()
    this.#socket.expectAnswer()
  }

  /** Leaves on purpose: the server gives the place up at once. @param {string} [reason] */
  leave(reason = "left") {
    this.#socket?.send({ type: "bye", data: { reason } })
    this.#finish()
    this.#socket?.close()
  }

  /** The page is visible or has another network: try now, and make sure that the socket, or the attempt at one, is alive. */
  wake() {
    if (this.#over || this.#asking) return
    this.#reconnection.reset()
    if (this.#reconnection.hurry()) return
    this.tell("ping", { ts: this.#options.now() })
    this.#socket?.expectAnswer()
  }

  /** @param {string} endpoint @param {string} room */
  #open(endpoint, room) {
    const { connect, later, now } = this.#options
    try {
      /** @type {FrameSocket} */
      const socket = new FrameSocket(`${endpoint}?room=${encodeURIComponent(room)}`, {
        connect,
        later,
        now,
        onFrame: (frame) => socket === this.#socket && this.#receive(frame),
        onLook: (quiet) => this.#look(quiet),
        onDead: () => !this.#asking && socket.drop(1006),
        onClosed: (code) => socket === this.#socket && this.#closed(code),
      })
      this.#socket = socket
    } catch {
      return this.#tryNext({ action: "resume" })
    }
    this.#refusal = null
    this.#bye = null
    this.#comeBackMs = undefined
  }

  #hello() {
    this.#helloId = this.#pending.nextId()
    const data = {
      ...(this.#entry
        ? { token: this.#entry.token }
        : { resume: { token: this.#resume?.token, lastSeq: this.#sequence.last } }),
      ...this.#options.greeting(),
      client: { name: "vestibule-web", version: "1" },
      features: [],
      onDuplicate: this.#takeOver ? "takeover" : "ask",
    }
    this.#socket?.send({ type: "hello", id: this.#helloId, data })
  }

  /** @param {Record<string, unknown>} frame */
  #send(frame) {
    // A socket that is closing takes nothing any more; its close event comes.
    if (!this.#socket?.isOpen) return
    const ack = this.#sequence.takeAcknowledgement()
    this.#socket.send(ack === undefined ? frame : { ...frame, ack })
  }

  /** @param {ServerFrame} frame */
  #receive(frame) {
    switch (frame.type) {
      case "welcome":
        this.#options.onFrame(frame)
        return this.#hello()
      case "hello.ok":
        return this.#welcomed(frame.data, frame)
      case "ok":
        return this.#pending.settle(frame)
      case "error":
        return frame.re === this.#helloId && !this.#online ? this.#refused(frame) : this.#pending.settle(frame)
      case "server.draining":
        this.#comeBackMs = frame.data.reconnectAfterMs
        break
      case "bye":
        this.#bye = frame.data
        break
    }
    const place = frame.seq === undefined ? "next" : this.#sequence.accept(frame.seq)
    if (place === "gap") return this.#socket?.drop(4000)
    if (place === "seen") return
    this.#options.onFrame(frame)
    if (this.#sequence.isOwed) this.#acknowledge()
  }

  /** @param {HelloOK} hello @param {ServerFrame} frame */
  #welcomed(hello, frame) {
    const { room, endpoint } = this.#entry ?? /** @type {Resume} */ (this.#resume)
    this.#resume = { token: hello.resumeToken, room, endpoint }
    this.#entry = null
    this.#takeOver = false
    this.#reconnection.reset()
    this.#online = true
    this.#socket?.allowSilence(hello.heartbeat.timeoutMs)
    if (!hello.resumed) this.#sequence.begin()
    else if (!hello.replay) this.#sequence.restart()
    if (!hello.resumed) this.#pending.forget()
    else if (hello.epoch !== this.#epoch) this.#pending.forgetAdmissions()
    this.#epoch = hello.epoch
    this.#options.onFrame(frame)
    for (const waiting of this.#pending.take()) this.#send(waiting)
    this.#options.onOnline(hello, this.#resume)
  }

  /** @param {ErrorReply} frame */
  #refused(frame) {
    const socket = this.#socket
    if (frame.data.code === "duplicate_session") {
      this.#asking = true
      return this.#options.onDuplicate()
    }
    this.#refusal = frame.data
    this.#options.later(() => socket?.drop(1006), refusalGrace)
  }

  /** @param {number} code */
  #closed(code) {
    this.#socket = null
    const wasOnline = this.#online
    this.#online = false
    if (this.#over || this.#asking) return
    if (wasOnline) this.#options.onOffline()
    this.#tryNext(this.#refusal ? afterRefusal(this.#refusal, code, this.#bye) : afterClose(code, this.#bye))
  }

  /** @param {Next} next */
  #tryNext(next) {
    if (next.action === "stop") return this.#end(next.end)
    this.#reconnection.plan(() => {
      if (next.action === "moved" && this.#resume && next.url) this.#resume = { ...this.#resume, endpoint: next.url }
      if (next.action === "rejoin" || !this.#resume) this.#rejoin()
      else this.#open(this.#resume.endpoint, this.#resume.room)
    }, next.afterMs ?? this.#comeBackMs)
  }

  async #rejoin() {
    try {
      const entry = await this.#options.fetchToken()
      if (this.#over) return
      this.#entry = entry
      this.#open(entry.endpoint, entry.room)
    } catch (error) {
      if (this.#over) return
      if (error instanceof Ended) return this.#end(error.end)
      this.#tryNext({ action: "rejoin" })
    }
  }

  /** @param {boolean} quiet */
  #look(quiet) {
    if (this.#sequence.unacknowledged > 0) this.#acknowledge()
    else if (quiet) this.tell("ping", { ts: this.#options.now() })
  }

  #acknowledge() {
    this.tell("ack", { seq: this.#sequence.last })
  }

  /** @param {End} end */
  #end(end) {
    if (this.#over) return
    this.#finish()
    this.#options.onEnd(end)
  }

  #finish() {
    this.#over = true
    this.#online = false
    this.#reconnection.cancel()
    this.#pending.forget()
  }
}
