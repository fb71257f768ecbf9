// @ts-check
/** A WebSocket as far as the signaling client knows one, moved by hand. */
export class FakeSocket {
  readyState = 1
  /** @type {any[]} What the client sent. */
  sent = []
  /** @type {((event: { data: string }) => void) | null} */
  onmessage = null
  /** @type {((event: { code: number }) => void) | null} */
  onclose = null
  /** @type {number | undefined} */
  closedWith

  /** @param {string} url */
  constructor(url) {
    this.url = url
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text))
  }

  /** @param {number} code */
  close(code) {
    this.closedWith ??= code
    this.readyState = 3
  }

  /** The server says something. @param {Record<string, unknown>} frame */
  receive(frame) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }

  /** The server (or the network) closes. @param {number} code */
  drop(code) {
    this.readyState = 3
    this.onclose?.({ code })
  }

  /** The last frame of a type that the client sent. @param {string} type */
  last(type) {
    return this.sent.findLast((frame) => frame.type === type)
  }
}

/** Timers that fire when told. */
export class FakeTimers {
  time = 0
  /** @type {{ at: number, run: () => void }[]} */
  #due = []

  /** @param {() => void} run @param {number} afterMs */
  later = (run, afterMs) => {
    const timer = { at: this.time + afterMs, run }
    this.#due.push(timer)
    return () => {
      this.#due = this.#due.filter((other) => other !== timer)
    }
  }

  now = () => this.time

  /** Lets time pass, promises included. @param {number} milliseconds */
  async advance(milliseconds) {
    const until = this.time + milliseconds
    for (;;) {
      await settle()
      const [next] = this.#due.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#due = this.#due.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = until
    await settle()
  }
}

/** Lets every promise that can go on go on. */
export async function settle() {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}
