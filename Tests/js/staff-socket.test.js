// @ts-check
import { assertEquals } from "./support/assert.js"
import { settle } from "./support/fake-socket.js"
import { StaffSocket } from "../../web/js/portal/staff-socket.js"

/** A socket as far as this page knows one. */
class FakeSocket extends EventTarget {
  static OPEN = 1
  readyState = 1
  send() {}
  /** @param {Record<string, unknown>} frame */
  receive(frame) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }))
  }
  drop() {
    this.dispatchEvent(new CloseEvent("close"))
  }
}

/** A connected socket, and the waits before it connects again. */
async function connected() {
  const real = { WebSocket: globalThis.WebSocket, setTimeout: globalThis.setTimeout }
  /** @type {FakeSocket[]} */
  const sockets = []
  /** @type {{ run: () => void, ms: number }[]} */
  const waits = []
  Object.assign(globalThis, {
    WebSocket: class extends FakeSocket {
      constructor() {
        super()
        sockets.push(this)
      }
    },
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => waits.push({ run, ms }),
  })
  const socket = new StaffSocket({
    fetchToken: () => Promise.resolve({ token: "t", endpoint: "wss://example.test/v1/staff" }),
    onEvent: () => {},
    onState: () => {},
  })
  await socket.connect()
  return { sockets, waits, restore: () => Object.assign(globalThis, real) }
}

Deno.test("staff come back when the server said, and by chance after that", async () => {
  const { sockets, waits, restore } = await connected()
  try {
    sockets[0].receive({ type: "server.draining", data: { reconnectAfterMs: 4_321, deadline: 0 } })
    sockets[0].drop()
    assertEquals(waits.map((wait) => wait.ms), [4_321])
    waits[0].run()
    await settle()
    sockets[1].receive({ type: "bye", data: { code: 1012, reason: "restart", retryAfterMs: 1_234 } })
    sockets[1].drop()
    assertEquals(waits.map((wait) => wait.ms), [4_321, 1_234])
    waits[1].run()
    await settle()
    sockets[2].drop()
    assertEquals(waits.length === 3 && waits[2].ms < 2_000, true)
  } finally {
    restore()
  }
})
