// @ts-check
import { SilenceWatch } from "./silence-watch.js"
/** @import { ServerFrame } from "../session/messages.js" */

/**
 * @typedef {object} FrameSocketOptions
 * @property {(url: string, protocol: string) => WebSocket} connect
 * @property {(run: () => void, afterMs: number) => () => void} later - Returns what cancels it.
 * @property {() => number} now - Milliseconds, monotonic.
 * @property {(frame: ServerFrame) => void} onFrame
 * @property {(quiet: boolean) => void} onLook - Now and then; `quiet` when nothing was heard for half the time allowed.
 * @property {() => void} onDead - Nothing was heard for too long.
 * @property {(code: number) => void} onClosed - Once, with the code that it was closed or given up with.
 */

/** How long an attempt to connect may take, in milliseconds: a network that swallows everything never says no. */
const attemptTimeout = 15_000

/** One socket to the signaling server: frames in and out, and whether anybody is still there. Given up, it says nothing more. */
export class FrameSocket {
  #options
  #socket
  #watch
  #gone = false

  /**
   * Connects. Throws what `connect` throws.
   *
   * @param {string} url
   * @param {FrameSocketOptions} options
   */
  constructor(url, options) {
    this.#options = options
    this.#socket = options.connect(url, "vestibule.v1")
    this.#socket.onmessage = (event) => this.#receive(String(event.data))
    this.#socket.onclose = (event) => this.#closed(event.code)
    this.#watch = new SilenceWatch(options)
    this.allowSilence(attemptTimeout)
  }

  /** Whether what is sent goes out: a socket that is closing takes nothing any more. */
  get isOpen() {
    return !this.#gone && this.#socket.readyState === 1
  }

  /** @param {number} timeoutMs - Nothing heard for this long, in milliseconds: dead. */
  allowSilence(timeoutMs) {
    this.#watch.timeoutMs = timeoutMs
    this.#watch.start()
  }

  /** Something was just sent that the server answers: without any answer soon, it is dead. */
  expectAnswer() {
    this.#watch.expectAnswer()
  }

  /** @param {Record<string, unknown>} frame */
  send(frame) {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame))
  }

  /** Closes it in good order: it is closed when the server agrees. */
  close() {
    this.#watch.stop()
    this.#socket.close(1000)
  }

  /** Gives it up without waiting for it to agree. @param {number} code - What it counts as closed with. */
  drop(code) {
    if (this.#gone) return
    this.#closed(code)
    this.#socket.close(4000)
  }

  /** @param {number} code */
  #closed(code) {
    if (this.#gone) return
    this.#gone = true
    this.#watch.stop()
    this.#options.onClosed(code)
  }

  /** @param {string} text */
  #receive(text) {
    if (this.#gone) return
    this.#watch.heard()
    /** @type {ServerFrame} */
    let frame
    try {
      frame = JSON.parse(text)
    } catch {
      return this.drop(4400)
    }
    this.#options.onFrame(frame)
  }
}
