// @ts-check
/** The longest wait before connecting again, in milliseconds. */
const longestWait = 30_000

/** How long an answer may take, in milliseconds. */
const answerWithin = 10_000

/**
 * One staff member's socket: says hello with a fresh token each time, hands on every event, and comes back by itself: when the
 * server said, or after a random wait that doubles up to 30 s.
 */
export class StaffSocket {
  #fetchToken
  #onEvent
  #onState
  /** @type {WebSocket | undefined} */
  #socket
  #attempts = 0
  /** @type {number | undefined} When to come back, as the server said, in milliseconds. */
  #comeBackMs
  #nextId = 0
  #isStopped = false
  /** @type {Map<string, { resolve: (reply: any) => void, timer: number }>} */
  #pending = new Map()

  /**
   * @param {object} options
   * @param {() => Promise<{ token: string, endpoint: string }>} options.fetchToken
   * @param {(event: { type: string, data: any }) => void} options.onEvent
   * @param {(state: "connecting" | "open" | "lost") => void} options.onState
   */
  constructor({ fetchToken, onEvent, onState }) {
    this.#fetchToken = fetchToken
    this.#onEvent = onEvent
    this.#onState = onState
  }

  async connect() {
    if (this.#isStopped) return
    try {
      const { token, endpoint } = await this.#fetchToken()
      const socket = new WebSocket(endpoint, "vestibule.v1")
      this.#socket = socket
      socket.addEventListener("open", () => this.#hello(token))
      socket.addEventListener("message", (message) => this.#receive(message.data))
      socket.addEventListener("close", () => this.#lost(socket))
    } catch {
      this.#retry()
    }
  }

  stop() {
    this.#isStopped = true
    this.#socket?.close(1000)
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
      const timer = setTimeout(() => this.#settle(id, undefined), answerWithin)
      this.#pending.set(id, { resolve, timer })
      if (this.#socket?.readyState !== WebSocket.OPEN) return this.#settle(id, undefined)
      this.#socket.send(JSON.stringify({ type, id, data }))
    })
  }

  /** @param {string} token */
  #hello(token) {
    const client = { name: "vestibule-today", version: "1" }
    const data = { token, client, instance: crypto.randomUUID?.() ?? String(Math.random()).slice(2), features: [] }
    this.#socket?.send(JSON.stringify({ type: "hello", data }))
  }

  /** @param {string} text */
  #receive(text) {
    const frame = JSON.parse(text)
    if (frame.re !== undefined) return this.#settle(frame.re, frame)
    this.#comeBackMs = frame.data?.reconnectAfterMs ?? frame.data?.retryAfterMs ?? this.#comeBackMs
    if (frame.type === "queue.state") {
      this.#attempts = 0
      this.#onState("open")
    }
    this.#onEvent(frame)
  }

  /**
   * @param {string} id
   * @param {any} reply
   */
  #settle(id, reply) {
    const waiting = this.#pending.get(id)
    if (!waiting) return
    this.#pending.delete(id)
    clearTimeout(waiting.timer)
    waiting.resolve(reply)
  }

  /** @param {WebSocket} socket */
  #lost(socket) {
    if (socket !== this.#socket) return
    for (const id of [...this.#pending.keys()]) this.#settle(id, undefined)
    this.#retry()
  }

  #retry() {
    if (this.#isStopped) return
    this.#onState("lost")
    const longest = Math.min(longestWait, 500 * 2 ** this.#attempts++)
    setTimeout(() => this.connect(), this.#comeBackMs ?? Math.random() * longest)
    this.#comeBackMs = undefined
  }
}
