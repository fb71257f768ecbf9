// @ts-check
import { FakeSocket, FakeTimers } from "./fake-socket.js"
import { StaffSocket } from "../../../web/js/portal/staff-socket.js"

/** A page's socket, those that it opens, and what the page was told. */
export function staffSocket() {
  const timers = new FakeTimers()
  /** @type {FakeSocket[]} */
  const sockets = []
  /** @type {string[]} */
  const log = []
  let tokens = 0
  const staff = new StaffSocket({
    connect: (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return /** @type {any} */ (socket)
    },
    later: timers.later,
    random: () => 0.5,
    now: timers.now,
    fetchToken: () => Promise.resolve({ token: `t${++tokens}`, endpoint: "wss://example.test/v1/staff" }),
    onEvent: (event) => log.push(event.type),
    onState: (state) => log.push(`is ${state}`),
  })
  const socket = () => /** @type {FakeSocket} */ (sockets.at(-1))
  /** The server greets, and shows the queue. */
  const enter = () => {
    socket().receive({ type: "welcome", data: {} })
    socket().receive({ type: "queue.state", data: { rooms: [] } })
  }
  return { staff, timers, sockets, log, socket, enter }
}
