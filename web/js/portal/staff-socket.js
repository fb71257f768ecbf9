// @ts-check
import { FrameSocket } from "../shared/frame-socket.js"
import { randomId } from "../shared/random-id.js"
import { Reconnection } from "../shared/reconnection.js"

/** How long an answer may take, in milliseconds. */
const answerWithin = 10_000
/** Nothing heard for this long, in milliseconds: dead. The server says the time every 25 s. */
const silenceAllowed = 40_000

/**
 * @typedef {object} StaffSocketOptions
 * @property {(url: string, protocol: string) => WebSocket} connect
 * @property {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
 * @property {() => number} random - In [0, 1).
 * @property {() => number} now - Milliseconds, monotonic.
 * @property {() => Promise<{ token: string, endpoint: string }>} fetchToken
 * @property {(event: { type: string, data: any }) => void} onEvent
 * @property {(state: "open" | "lost") => void} onState
 */

/**
 * One staff member's socket: says hello with a fresh token each time, hands on every event, finds out when it died, and comes
 * back by itself: when the server said, or after a random wait that doubles up to 30 s.
 */
export class StaffSocket {
  #options
  #reconnection
  /** @type {FrameSocket | null} */
  #socket = null
  /** Whether the server has shown the queue. */
  #isIn = false
  /** @type {number | undefined} When to come back, as the server said, in milliseconds. */
  #comeBackMs
  #nextId = 0
  #isStopped = false
  /** @type {Map<string, { resolve: (reply: any) => void, cancel: () => void }>} */
  #pending = new Map()

  /** @param {StaffSocketOptions} options */
  constructor(options) {
    this.#options = options
    this.#reconnection = new Reconnection(options.later, options.random)
  }

  async connect() {
    const { connect, later, now, fetchToken } = this.#options
    try {
      const { token, endpoint } = await fetchToken()
      if (this.#isStopped) return
      /** @type {FrameSocket} */
      const socket = new FrameSocket(endpoint, {
        connect,
        later,
        now,
        onFrame: (frame) => socket === this.#socket && this.#receive(frame, token),
        onLook: (quiet) => quiet && this.#ping(),
        onDead: () => socket.drop(1006),
        onClosed: () => socket === this.#socket && this.#lost(),
      })
      this.#socket = socket
    } catch {
      this.#lost()
    }
  }

  stop() {
    this.#isStopped = true
    this.#reconnection.cancel()
    this.#socket?.close()
  }

  /** The page is looked at or has another network: try now, and make sure that the socket, or the attempt at one, is alive. */
  wake() {
    this.#reconnection.reset()
    if (this.#reconnection.hurry()) return
    this.#ping()
    this.#socket?.expectAnswer()
  }

  /**
   * Sends a request and waits for its reply; `undefined` if none came in time.
   *
   * @param {string} type
   * @param {object} data
   * @returns {Promise<{ type: string, data: any } | undefined>}
   */
  request(type, data) {
    const id = `q${++this.#nextId}`
    return new Promise((resolve) => {
      if (!this.#socket?.isOpen) return resolve(undefined)
      const cancel = this.#options.later(() => this.#settle(id, undefined), answerWithin)
      this.#pending.set(id, { resolve, cancel })
      this.#socket.send({ type, id, data })
    })
  }

  /** @param {string} token */
  #hello(token) {
    const client = { name: "vestibule-today", version: "1" }
    this.#socket?.send({ type: "hello", data: { token, client, instance: randomId(), features: [] } })
  }

  #ping() {
    if (this.#isIn) this.#socket?.send({ type: "ping", data: { ts: this.#options.now() } })
  }

  /**
   * @param {any} frame
   * @param {string} token - To say hello with.
   */
  #receive(frame, token) {
    if (frame.re !== undefined) return this.#settle(frame.re, frame)
    this.#comeBackMs = frame.data?.reconnectAfterMs ?? frame.data?.retryAfterMs ?? this.#comeBackMs
    if (frame.type === "welcome") this.#hello(token)
    if (frame.type === "queue.state") {
      this.#isIn = true
      this.#reconnection.reset()
      this.#socket?.allowSilence(silenceAllowed)
      this.#options.onState("open")
    }
    this.#options.onEvent(frame)
  }

  /**
   * @param {string} id
   * @param {any} reply
   */
  #settle(id, reply) {
    const waiting = this.#pending.get(id)
    if (!waiting) return
    this.#pending.delete(id)
    waiting.cancel()
    waiting.resolve(reply)
  }

  #lost() {
    this.#socket = null
    this.#isIn = false
    for (const id of [...this.#pending.keys()]) this.#settle(id, undefined)
    if (this.#isStopped) return
    this.#options.onState("lost")
    this.#reconnection.plan(() => this.connect(), this.#comeBackMs)
    this.#comeBackMs = undefined
  }
}
