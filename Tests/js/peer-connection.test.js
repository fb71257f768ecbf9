// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { FakePeer, seeded } from "./support/fake-peer.js"
import { FakeTimers, settle } from "./support/fake-socket.js"
import { PeerConnection } from "../../web/js/session/peer-connection.js"

/** @typedef {{ kind: any, payload: any }} Signal */

/**
 * One side: a connection whose signals go into `sent`.
 *
 * @param {string} name
 * @param {{ polite: boolean, initiator: boolean, startOver?: boolean, timers?: FakeTimers, work?: () => Promise<void> }} how
 */
function side(name, { polite, initiator, startOver, timers = new FakeTimers(), work = () => Promise.resolve() }) {
  /** @type {FakePeer[]} */
  const made = []
  /** @type {Signal[]} */
  const sent = []
  const connection = new PeerConnection({
    peer: { id: "other", session: "s", conn: 1, polite, initiator },
    create: () => {
      made.push(new FakePeer(name, work))
      return /** @type {any} */ (made.at(-1))
    },
    iceServers: [],
    tracks: { audio: /** @type {any} */ ({ kind: "audio", of: name }), video: null },
    later: timers.later,
    send: (kind, payload) => sent.push({ kind, payload: structuredClone(payload) }),
    onTrack: () => {},
    onState: () => {},
    startOver,
  })
  return { connection, made, sent, timers, fake: () => /** @type {FakePeer} */ (made.at(-1)) }
}

/** @typedef {ReturnType<typeof side>} Side */

/** Carries signals both ways, in order, until nothing more is said. @param {Side} a @param {Side} b */
async function talk(a, b) {
  for (let quiet = 0; quiet < 3;) {
    await settle()
    await Promise.all([a.timers.advance(60), b.timers.advance(60)])
    const signals = [
      ...a.sent.splice(0).map((signal) => ({ to: b, signal })),
      ...b.sent.splice(0).map((signal) => ({ to: a, signal })),
    ]
    for (const { to, signal } of signals) to.connection.receive(signal.kind, signal.payload)
    quiet = signals.length === 0 ? quiet + 1 : 0
  }
}

/** Whether two sides hold the two halves of the same negotiation, and each other's candidates for it. @param {Side} a @param {Side} b */
function agree(a, b) {
  const [one, two] = [a.fake(), b.fake()]
  const [offerer, answerer] = one.localDescription?.type === "offer" ? [one, two] : [two, one]
  assertEquals([one.signalingState, two.signalingState], ["stable", "stable"])
  assertEquals(answerer.remoteDescription?.sdp, offerer.localDescription?.sdp)
  assertEquals(offerer.remoteDescription?.sdp, answerer.localDescription?.sdp)
  for (const [from, to] of [[one, two], [two, one]]) {
    assert(to.candidates.includes(`of ${from.localDescription?.sdp}`), "the candidates of each arrived at the other")
  }
}

Deno.test("the initiator offers both kinds, the other answers with its own tracks", async () => {
  const newcomer = side("a", { polite: true, initiator: true })
  const other = side("b", { polite: false, initiator: false })
  await talk(newcomer, other)
  agree(newcomer, other)
  for (const { fake } of [newcomer, other]) {
    assertEquals(fake().transceivers.map((one) => [one.receiver.track.kind, one.direction]), [["audio", "sendrecv"], [
      "video",
      "sendrecv",
    ]])
  }
  assertEquals(other.fake().transceivers[0].sender.track.of, "b")
})

Deno.test("a track is replaced without a negotiation", async () => {
  const newcomer = side("a", { polite: true, initiator: true })
  const other = side("b", { polite: false, initiator: false })
  await talk(newcomer, other)
  const track = /** @type {any} */ ({ kind: "video" })
  await newcomer.connection.replaceTrack("video", track)
  await settle()
  assertEquals(newcomer.fake().transceivers[1].sender.track, track)
  assertEquals(newcomer.sent, [])
})

Deno.test("a track chosen before the first offer arrives is the one that is sent", async () => {
  const other = side("b", { polite: false, initiator: false })
  const track = /** @type {any} */ ({ kind: "video" })
  await other.connection.replaceTrack("video", track)
  await other.connection.receive("description", { description: { type: "offer", sdp: "offer x" } })
  assertEquals(other.fake().transceivers[1].sender.track, track)
})

Deno.test("when offers collide the polite side gives way", async () => {
  const polite = side("a", { polite: true, initiator: true })
  const impolite = side("b", { polite: false, initiator: false })
  await talk(polite, impolite)
  polite.fake().restartIce()
  impolite.fake().restartIce()
  await settle()
  const kept = impolite.fake().localDescription?.sdp
  await talk(polite, impolite)
  agree(polite, impolite)
  assert(
    [polite.fake().candidates, impolite.fake().candidates].flat().includes(`of ${kept}`),
    "the impolite side's offer was taken",
  )
})

for (const startOver of [false, true]) {
  Deno.test(`any order of restarts ends in agreement${startOver ? ", pages reloaded in between" : ""} (200 seeds)`, async () => {
    const warn = console.warn
    console.warn = () => {}
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed)
      const work = async () => {
        for (let turns = Math.floor(random() * 6); turns > 0; turns--) await Promise.resolve()
      }
      let a = side("a", { polite: true, initiator: true, work })
      let b = side("b", { polite: false, initiator: false, work })
      for (let step = 0; step < 30; step++) {
        const dice = random()
        if (dice < 0.2) a.fake().restartIce()
        else if (dice < 0.4) b.fake().restartIce()
        else if (startOver && dice < 0.45) {
          a = reloaded(a, side("a", { polite: true, initiator: true, startOver: true, work }))
        } else if (startOver && dice < 0.5) {
          b = reloaded(b, side("b", { polite: false, initiator: false, startOver: true, work }))
        } else {
          const [from, to] = dice < 0.75 ? [a, b] : [b, a]
          const signal = from.sent.shift()
          if (signal) to.connection.receive(signal.kind, signal.payload)
        }
        for (let turns = Math.floor(random() * 10); turns > 0; turns--) await Promise.resolve()
      }
      await talk(a, b)
      try {
        agree(a, b)
      } catch (error) {
        console.warn = warn
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
    console.warn = warn
  })
}

/** The page of a side is gone; what it had sent is still on its way. @param {Side} old @param {Side} fresh */
function reloaded(old, fresh) {
  const unsent = old.sent.splice(0)
  fresh.sent.unshift(...unsent)
  old.connection.close()
  return fresh
}

Deno.test("candidates travel together, and their end is said", async () => {
  const { fake, sent, timers } = side("a", { polite: true, initiator: false })
  for (const candidate of ["one", "two"]) fake().onicecandidate({ candidate: { toJSON: () => ({ candidate }) } })
  fake().onicecandidate({ candidate: null })
  await timers.advance(49)
  assertEquals(sent, [])
  await timers.advance(1)
  assertEquals(sent, [{
    kind: "candidates",
    payload: { candidates: [{ candidate: "one" }, { candidate: "two" }, { candidate: "" }] },
  }])
})

Deno.test("candidates of a fresh connection are sent, also when those of the one before it were about to be", async () => {
  const { connection, fake, sent, timers } = side("a", { polite: true, initiator: false })
  fake().onicecandidate({ candidate: { toJSON: () => ({ candidate: "old" }) } })
  await connection.receive("restart", { attempt: "other" })
  fake().onicecandidate({ candidate: { toJSON: () => ({ candidate: "new" }) } })
  await timers.advance(50)
  assertEquals(sent, [{ kind: "candidates", payload: { candidates: [{ candidate: "new" }], attempt: "other" } }])
})

Deno.test("a batch of candidates never grows beyond its limit", async () => {
  const { fake, sent, timers } = side("a", { polite: true, initiator: false })
  for (let count = 0; count < 60; count++) {
    fake().onicecandidate({ candidate: { toJSON: () => ({ candidate: "c".repeat(220) }) } })
  }
  await timers.advance(60)
  assertEquals(sent.flatMap((signal) => signal.payload.candidates).length, 60)
  for (const { payload } of sent) assert(JSON.stringify(payload).length < 8_192)
})

Deno.test("ICE is restarted when it failed, and after 4 s without a connection", async () => {
  for (
    const [state, wait, offers]
      of /** @type {[RTCPeerConnectionState, number, number][]} */ ([["failed", 0, 1], ["disconnected", 3_999, 0], [
        "disconnected",
        4_000,
        1,
      ]])
  ) {
    const { fake, sent, timers } = side("a", { polite: true, initiator: false })
    fake().connectionState = state
    fake().onconnectionstatechange()
    await timers.advance(wait)
    await settle()
    assertEquals(sent.filter((signal) => signal.kind === "description").length, offers, `${state} ${wait}`)
  }
})

Deno.test("back within 4 s, nothing is restarted", async () => {
  const { fake, sent, timers } = side("a", { polite: true, initiator: false })
  for (const state of /** @type {const} */ (["disconnected", "connected"])) {
    fake().connectionState = state
    fake().onconnectionstatechange()
  }
  await timers.advance(10_000)
  assertEquals(sent, [])
})

Deno.test("lost signals are made good, unless all is well", async () => {
  const newcomer = side("a", { polite: true, initiator: true })
  const other = side("b", { polite: false, initiator: false })
  await settle()
  newcomer.sent.splice(0)
  await newcomer.connection.recover()
  await talk(newcomer, other)
  agree(newcomer, other)
  await newcomer.connection.recover()
  await settle()
  assertEquals(newcomer.sent, [])
})

Deno.test("a late answer to the page before the reload is left unread", async () => {
  const page = side("a", { polite: true, initiator: true, startOver: true })
  await settle()
  const offer = page.sent.find((signal) => signal.kind === "description")?.payload
  const answer = { type: "answer", sdp: `answer to ${offer.description.sdp}` }
  await page.connection.receive("description", { description: answer })
  assertEquals(page.fake().signalingState, "have-local-offer")
  await page.connection.receive("description", { description: answer, attempt: offer.attempt })
  assertEquals(page.fake().signalingState, "stable")
})

Deno.test("a close from the other side closes this one", async () => {
  const { connection, fake } = side("a", { polite: true, initiator: true })
  await connection.receive("close", {})
  assert(fake().closed)
})

Deno.test("nonsense from the other side breaks nothing", async () => {
  const warn = console.warn
  console.warn = () => {}
  const { connection, fake } = side("a", { polite: true, initiator: false })
  for (const payload of [null, {}, { description: 3 }, { candidates: "x" }, []]) {
    await connection.receive("description", payload)
    await connection.receive("candidates", payload)
  }
  console.warn = warn
  assertEquals(fake().signalingState, "stable")
})
