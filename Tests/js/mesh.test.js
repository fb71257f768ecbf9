// @ts-check
import { assertEquals } from "./support/assert.js"
import { FakePeer } from "./support/fake-peer.js"
import { FakeTimers, settle } from "./support/fake-socket.js"
import { Mesh } from "../../web/js/session/mesh.js"

/** @param {string} id @param {number} [conn] */
const peer = (id, conn = 1) => ({ id, session: `s-${id}`, conn, polite: true, initiator: true })

/** Connections with `a`, `b` and `c`, all of them well, and who is offered what from now on. */
async function connected() {
  /** @type {FakePeer[]} */
  const made = []
  /** @type {string[]} */
  const offers = []
  const timers = new FakeTimers()
  const mesh = new Mesh({
    create: () => {
      made.push(new FakePeer("me", () => Promise.resolve()))
      return /** @type {any} */ (made.at(-1))
    },
    later: timers.later,
    send: ({ to, kind }) => kind === "description" && offers.push(to),
    onTrack: () => {},
    onState: () => {},
  })
  mesh.reconcile([peer("a"), peer("b"), peer("c")], { lost: [], startOver: false })
  await settle()
  for (const [index, id] of ["a", "b", "c"].entries()) {
    const sdp = `answer to ${made[index]?.localDescription?.sdp}`
    const payload = { description: { type: "answer", sdp } }
    mesh.receive({ from: id, fromSession: `s-${id}`, conn: 1, kind: "description", payload })
  }
  await settle()
  for (const fake of made) fake.connectionState = "connected"
  offers.length = 0
  return { mesh, made, offers }
}

/** @param {FakePeer[]} made @param {number} index @param {RTCPeerConnectionState} state */
function become(made, index, state) {
  const fake = /** @type {FakePeer} */ (made[index])
  fake.connectionState = state
  return fake
}

Deno.test("after a restart of the server nothing is negotiated again where picture and sound went on", async () => {
  const { mesh, made, offers } = await connected()
  mesh.reconcile([peer("a"), peer("b"), peer("c")], { lost: ["a", "b", "c"], startOver: false })
  await settle()
  assertEquals([offers, made.length], [[], 3])
})

Deno.test("where signals were lost, only those connections that are not well are negotiated again", async () => {
  const { mesh, made, offers } = await connected()
  become(made, 1, "failed")
  become(made, 2, "failed")
  mesh.reconcile([peer("a"), peer("b"), peer("c")], { lost: ["a", "b"], startOver: false })
  await settle()
  assertEquals([offers, made.length], [["b"], 3], "c lost nothing, and sees to itself")
})

Deno.test("a new generation is a new connection, and the others stay", async () => {
  const { mesh, made, offers } = await connected()
  mesh.reconcile([peer("a"), peer("b", 2), peer("c")], { lost: [], startOver: false })
  await settle()
  assertEquals([offers, made.map(({ closed }) => closed)], [["b"], [false, true, false, false]])
})

Deno.test("on another network ICE is restarted at once where it broke, and nowhere else", async () => {
  const { mesh, made, offers } = await connected()
  mesh.mend()
  become(made, 0, "disconnected")
  become(made, 1, "failed")
  become(made, 2, "connecting")
  mesh.mend()
  await settle()
  assertEquals(offers.sort(), ["a", "b"])
})

Deno.test("whoever missed a signal while reconnecting is negotiated with again on return", async () => {
  const { mesh, made, offers } = await connected()
  mesh.failed({ to: "a", conn: 1, reason: "reconnecting" })
  mesh.failed({ to: "b", conn: 7, reason: "reconnecting" })
  become(made, 0, "disconnected")
  become(made, 1, "disconnected")
  for (const id of ["a", "b", "c"]) mesh.returned(id)
  await settle()
  assertEquals(offers, ["a"], "what failed for b was of another generation")
})
