// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { FakePeer } from "./support/fake-peer.js"
import { FakeSocket, FakeTimers, settle } from "./support/fake-socket.js"
import { helloOK, participant, roomState, waiting } from "./support/frames.js"
import { differences } from "./support/shape.js"
import { staffSocket } from "./support/staff-socket.js"
import { CallCommands } from "../../web/js/session/call-commands.js"
import { HostActs } from "../../web/js/session/host-acts.js"
import { OwnMedia } from "../../web/js/session/own-media.js"
import { RoomSession } from "../../web/js/session/room-session.js"

const folder = new URL("../../Sources/SignalingProtocol/SignalingProtocol.docc/Fixtures/", import.meta.url)
const fixtures = [...Deno.readDirSync(folder)].filter(({ name }) => name.startsWith("client."))
  .map(({ name }) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))))

/** What the protocol marks as optional and the page leaves out at times. @type {Record<string, string[]>} */
const optional = {
  "hello": ["token", "resume"],
  "waiting.deny": ["reason"],
  "participant.remove": ["reason"],
  "room.end": ["reason"],
  // Opaque to the server: what it carries depends on its kind.
  "signal": ["payload.description", "payload.candidates"],
}

/** @param {any} frame @param {string[]} [more] - What else may be missing. */
function assertAsInProtocol(frame, more = []) {
  const { type, id, ack, data, ...rest } = frame
  const examples = fixtures.filter((fixture) => fixture.type === type).map((fixture) => fixture.data)
  assert(examples.length > 0, `no fixture for ${type}`)
  assertEquals(rest, {}, `${type} has members that no envelope has`)
  assert(id === undefined || (typeof id === "string" && id.length <= 32), `${type}: id`)
  assert(ack === undefined || Number.isInteger(ack), `${type}: ack`)
  const expected = type === "signal" && data.kind !== "description"
    ? [{ ...examples[0], payload: data.payload }]
    : examples
  assertEquals(differences(data, expected, [...optional[type] ?? [], ...more]), [], type)
}

/**
 * Runs with sockets and media connections that go nowhere.
 *
 * @param {(sockets: FakeSocket[]) => Promise<void>} run
 */
async function offline(run) {
  /** @type {FakeSocket[]} */
  const sockets = []
  const { WebSocket, RTCPeerConnection } = /** @type {any} */ (globalThis)
  Object.assign(globalThis, {
    WebSocket: class extends FakeSocket {
      static OPEN = 1
      /** @param {string} url */
      constructor(url) {
        super(url)
        sockets.push(this)
      }
      /** @param {string} type @param {() => void} run */
      addEventListener(type, run) {
        if (type === "open") queueMicrotask(run)
      }
    },
    RTCPeerConnection: class extends FakePeer {
      constructor() {
        super("page", () => Promise.resolve())
      }
    },
  })
  try {
    await run(sockets)
  } finally {
    Object.assign(globalThis, { WebSocket, RTCPeerConnection })
  }
}

/** A session page without the page, and what it takes to act on it. */
function setUp() {
  const timers = new FakeTimers()
  const media = new OwnMedia({
    mediaDevices: undefined,
    phone: false,
    choice: { facing: "user" },
    onChange: () => {},
    onTurn: () => {},
  })
  const session = new RoomSession({
    media,
    instance: /** @type {any} */ ({ id: "tab-1", keep: () => {}, forget: () => {} }),
    clock: /** @type {any} */ ({ set: () => {}, now: () => 0 }),
    fetchToken: () => Promise.reject(new Error("not here")),
    later: timers.later,
    onChange: () => {},
    onEvent: () => {},
    onDuplicate: () => {},
  })
  const narrator = /** @type {any} */ ({ tell: () => {}, say: () => {}, settle: () => {} })
  const acts = new HostActs({
    request: session.request.bind(session),
    nameOf: (id) => id,
    say: () => {},
    tell: () => {},
    dialogs: /** @type {any} */ ({ ask: () => Promise.resolve({ text: "Later" }) }),
    words: /** @type {any} */ ({ text: (/** @type {string} */ key) => key }),
  })
  const desk = /** @type {any} */ ({ media: { sharing: false, canShare: true, unshare: () => {} } })
  return { timers, session, acts, commands: new CallCommands(desk, session, narrator) }
}

Deno.test("every message of a session has the members and types of its fixture", () =>
  offline(async (sockets) => {
    const { timers, session, acts, commands } = setUp()
    session.enter({ token: "token-1", room: "r1", endpoint: "wss://example.test/v1/ws" })
    const socket = /** @type {FakeSocket} */ (sockets.at(-1))
    socket.receive({ type: "welcome", data: {} })
    socket.receive(helloOK({ role: "host" }))
    socket.receive({ type: "admitted", seq: 1, data: {} })
    socket.receive({ type: "ice.servers", seq: 2, data: { servers: [] } })
    const peers = [{ id: "p-sam", session: "s-sam", conn: 1, polite: false, initiator: true }]
    socket.receive({ ...roomState({ peers }), seq: 3 })
    await timers.advance(1_000)
    socket.receive({ type: "chat.message", seq: 4, data: { from: "p-sam", text: "Hello", at: 0 } })
    await timers.advance(10_000)

    const [sam, nadia] = [participant("p-sam"), waiting("p-nadia")]
    acts.admit([nadia.id])
    acts.deny(nadia)
    acts.note(nadia, "One moment")
    acts.mute(sam, "audio")
    acts.ask(sam, "video")
    acts.sendBack(sam)
    acts.remove(sam)
    acts.undo({ id: sam.id, displayName: sam.displayName, by: "removed" })
    acts.lock(true)
    acts.reopen()
    acts.end()
    commands.share()
    commands.released()
    session.wake()
    await settle()
    session.leave()

    for (const frame of socket.sent) assertAsInProtocol(frame)
    // The page's own words (`waiting.knock`, `chat.send`, `quality.report`) are left to the browser tests.
    assertEquals([...new Set(socket.sent.map((frame) => frame.type))].sort(), [
      "ack",
      "bye",
      "hello",
      "media.update",
      "participant.askUnmute",
      "participant.mute",
      "participant.remove",
      "participant.unblock",
      "ping",
      "readiness.update",
      "room.end",
      "room.lock",
      "room.reopen",
      "screen.release",
      "screen.request",
      "signal",
      "waiting.admit",
      "waiting.deny",
      "waiting.message",
    ])
  }))

Deno.test("so has the hello of a page that comes back", () =>
  offline((sockets) => {
    const { session } = setUp()
    session.comeBack({ token: "resume-1", room: "r1", endpoint: "wss://example.test/v1/ws" })
    sockets[0]?.receive({ type: "welcome", data: {} })
    const hello = sockets[0]?.last("hello")
    assertAsInProtocol(hello)
    assertEquals(hello.data.resume, { token: "resume-1", lastSeq: -1 })
    session.leave()
    return Promise.resolve()
  }))

Deno.test("so has what the staff's queue says by itself", async () => {
  const { staff, socket, enter } = staffSocket()
  await staff.connect()
  enter()
  assertAsInProtocol(socket().last("hello"), ["media", "onDuplicate"])
  staff.wake()
  assertAsInProtocol(socket().last("ping"))
})

Deno.test("the comparison sees what is missing, unknown or of another type", () => {
  const example = { id: "p", kinds: ["audio"], perms: { audio: true } }
  assertEquals(differences({ id: "q", kinds: [], perms: { audio: false } }, [example]), [])
  assertEquals(differences({ id: 1, kinds: [2], perms: {}, more: 1 }, [example]), [
    "id is number, not string",
    "kinds[] is number, not string",
    "perms.audio is missing",
    "more is unknown",
  ])
})
