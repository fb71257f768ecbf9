// @ts-check
import { FakeSocket, FakeTimers } from "./fake-socket.js"
import { helloOK } from "./frames.js"
import { SignalingClient } from "../../../web/js/session/signaling-client.js"

export const entry = { token: "token-1", room: "r1", endpoint: "wss://example.test/v1/ws" }

/** A client, the sockets it opens, and what it reports. */
export function setUp() {
  const timers = new FakeTimers()
  /** @type {FakeSocket[]} */
  const sockets = []
  /** @type {any[]} */
  const frames = []
  const log = /** @type {string[]} */ ([])
  /** @type {() => Promise<typeof entry>} */
  let answer = () => Promise.resolve({ ...entry, token: "token-2" })
  let online = () => {}
  const client = new SignalingClient({
    connect: (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return /** @type {any} */ (socket)
    },
    later: timers.later,
    random: () => 0.5,
    now: timers.now,
    fetchToken: () => {
      log.push("token")
      return answer()
    },
    greeting: () => ({ instance: "tab-1", media: { audio: "on", video: "off" } }),
    onFrame: (frame) => frames.push(frame),
    onOnline: (_, resume) => {
      log.push(`online ${resume.token}`)
      online()
    },
    onOffline: () => log.push("offline"),
    onDuplicate: () => log.push("duplicate"),
    onEnd: (end) => log.push(`end ${end.kind}${end.reason ? ` ${end.reason}` : ""}`),
  })
  const socket = () => /** @type {FakeSocket} */ (sockets.at(-1))
  const welcome = () => socket().receive({ type: "welcome", data: {} })
  /** Says hello, and has it granted. @param {Parameters<typeof helloOK>[0]} [changes] */
  const join = (changes) => {
    welcome()
    socket().receive(helloOK(changes))
  }
  return {
    client,
    timers,
    sockets,
    frames,
    log,
    socket,
    welcome,
    join,
    portal: (/** @type {typeof answer} */ next) => answer = next,
    whenOnline: (/** @type {() => void} */ run) => online = run,
    refuse: (/** @type {string} */ code, /** @type {object} */ more = {}) =>
      socket().receive({
        type: "error",
        re: socket().last("hello").id,
        data: { code, message: code, retryable: false, ...more },
      }),
  }
}

/** Already joined. */
export function joined() {
  const set = setUp()
  set.client.enter(entry)
  set.join()
  return set
}
