// @ts-check
import { randomId } from "../shared/random-id.js"
/** @import { ClientType, ErrorReply, OkReply, RefusalData } from "./messages.js" */

/** The server's "no" to a request. */
export class RequestRefused extends Error {
  /** @param {RefusalData} data */
  constructor(data) {
    super(data.code)
    this.code = data.code
    this.details = data.details ?? {}
  }
}

/** Requests that have no reply yet. They are sent again when the same session comes back, under the same ids. */
export class PendingRequests {
  /** Unlike that of any other page of the same session, whose replies the server still remembers. */
  #page = randomId().slice(0, 10)
  #count = 0
  /** @type {Map<string, { frame: Record<string, unknown>, wasSaid: boolean, resolve: (data: any) => void, reject: (error: Error) => void }>} */
  #open = new Map()

  /** @returns {string} An id never used before in this session. */
  nextId() {
    this.#count += 1
    return `${this.#page}-${this.#count}`
  }

  /**
   * @param {ClientType} type
   * @param {Record<string, unknown>} data
   * @param {boolean} wasSaid - Whether it goes out at once, and not when the connection is back.
   * @returns {{ frame: Record<string, unknown>, reply: Promise<any> }}
   */
  add(type, data, wasSaid) {
    const id = this.nextId()
    const frame = { type, id, data }
    const reply = new Promise((resolve, reject) => this.#open.set(id, { frame, wasSaid, resolve, reject }))
    return { frame, reply }
  }

  /** The frames without a reply, oldest first: they are about to be said. */
  take() {
    for (const request of this.#open.values()) request.wasSaid = true

    return [...this.#open.values()].map((request) => request.frame)
  }

  /** @param {OkReply | ErrorReply} reply */
  settle(reply) {
    const request = this.#open.get(reply.re ?? "")
    if (!request) return
    this.#open.delete(reply.re ?? "")
    if (reply.type === "ok") request.resolve(reply.data)
    else request.reject(new RequestRefused(reply.data))
  }

  /** A new session knows nothing of the old one's requests. */
  forget() {
    this.#giveUp(() => true)
  }

  /** What a server that restarted might do once more, although another host has decided otherwise since. */
  forgetAdmissions() {
    this.#giveUp(({ frame, wasSaid }) => wasSaid && frame.type === "waiting.admit")
  }

  /** @param {(request: { frame: Record<string, unknown>, wasSaid: boolean }) => boolean} isMeant */
  #giveUp(isMeant) {
    const data = { code: "disconnected", message: "the session is gone", retryable: false }
    for (const [id, request] of [...this.#open]) {
      if (!isMeant(request)) continue
      this.#open.delete(id)
      request.reject(new RequestRefused(data))
    }
  }
}
