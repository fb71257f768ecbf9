// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { helloOK, instant, participant, roomState, waiting } from "./support/frames.js"
import { ended, initialState, reduce } from "../../web/js/session/call-state.js"
import { eventsOf } from "../../web/js/session/session-events.js"
/**
 * @import { CallState } from "../../web/js/session/call-state.js"
 * @import { ServerFrame } from "../../web/js/session/messages.js"
 */

/** @param {ServerFrame[]} frames @param {CallState} [from] */
const after = (frames, from = initialState) => frames.reduce(reduce, from)

const status = { hostPresent: true, closesAt: instant, waitingSince: instant, startsAt: instant, endsAt: instant }
const inSession = after([
  helloOK({ state: "admitted", role: "host" }),
  roomState({ participants: [participant("p-me", { role: "host" }), participant("p-a")], waiting: [waiting("p-w")] }),
])

Deno.test("hello.ok leads to the waiting room, or straight in", () => {
  assertEquals(after([helloOK()]).phase, "waiting")
  const direct = after([helloOK({ state: "admitted", role: "host" })])
  assertEquals([direct.phase, direct.role, direct.me], ["admitted", "host", "p-me"])
})

Deno.test("somebody waiting knows the status and the host's notes, and nothing of others", () => {
  const state = after([
    helloOK(),
    { type: "waiting.status", data: { ...status, room_locked: true } },
    { type: "waiting.message", seq: 1, data: { text: "Soon", at: instant } },
  ])
  assertEquals(state.status, { ...status, room_locked: true })
  assertEquals(state.notes, [{ text: "Soon", at: instant, from: "" }])
  assertEquals([state.room, state.participants, state.waiting], [null, [], []])
})

Deno.test("admitted, the notes of the waiting room are gone", () => {
  const state = after([
    helloOK(),
    { type: "waiting.message", seq: 1, data: { text: "Soon", at: instant } },
    { type: "admitted", seq: 2, data: {} },
    roomState({ participants: [participant("p-me"), participant("p-h", { role: "host" })] }),
  ])
  assertEquals([state.phase, state.notes, state.participants.length], ["admitted", [], 2])
})

Deno.test("sent back, nothing about the session remains", () => {
  const state = after([
    { type: "chat.message", seq: 2, data: { from: "p-a", text: "hello", at: instant } },
    { type: "waiting.entered", seq: 3, data: { reason: "One moment" } },
  ], inSession)
  assertEquals([state.phase, state.sentBack], ["waiting", { reason: "One moment" }])
  assertEquals([state.participants, state.chat, state.room], [[], [], null])
})

Deno.test("the list of those who wait follows joined, updated and left", () => {
  const joined = after([{ type: "waiting.joined", seq: 2, data: waiting("p-x") }], inSession)
  assertEquals(joined.waiting.map((one) => one.id), ["p-w", "p-x"])
  const away = after(
    [{ type: "waiting.updated", seq: 3, data: { id: "p-x", presence: "away", awaySince: 7, knocked: true } }],
    joined,
  )
  assertEquals(away.waiting[1], { ...waiting("p-x"), presence: "away", awaySince: 7 })
  const again = after([{ type: "waiting.joined", seq: 4, data: waiting("p-w", { displayName: "New" }) }], away)
  assertEquals(again.waiting.map((one) => one.displayName), ["New", "Name of p-x"])
  const left = after([{ type: "waiting.left", seq: 5, data: { id: "p-w", reason: "admitted" } }], again)
  assertEquals(left.waiting.map((one) => one.id), ["p-x"])
  assertEquals(left.names["p-w"], "New", "names of those who left stay known")
})

Deno.test("the list of those who are in follows joined, updated, media and left", () => {
  const peer = { id: "p-b", session: "s-p-b", conn: 3, polite: false, initiator: false }
  const joined = after([
    { type: "participant.joined", seq: 2, data: { participant: participant("p-b"), peer } },
  ], inSession)
  assertEquals(joined.participants.map((one) => one.id), ["p-me", "p-a", "p-b"])
  const media = /** @type {const} */ ({ audio: "off", video: "on", screen: "on" })
  const changed = after([
    { type: "participant.updated", seq: 3, data: { id: "p-b", presence: "reconnecting", peer } },
    { type: "media.updated", data: { id: "p-b", ...media } },
    { type: "hand.updated", seq: 4, data: { from: "p-b", raised: true, at: instant } },
  ], joined)
  assertEquals(changed.participants[2], { ...participant("p-b"), presence: "reconnecting", media, hand: true })
  const left = after([{ type: "participant.left", seq: 5, data: { id: "p-b", reason: "left" } }], changed)
  assertEquals(left.participants.map((one) => one.id), ["p-me", "p-a"])
})

Deno.test("one's own role and permissions follow updates about oneself alone", () => {
  const perms = { audio: true, video: true, screen: false }
  const other = after([{ type: "participant.updated", seq: 2, data: { id: "p-a", perms } }], inSession)
  assert(other.perms.screen)
  const own = after([{ type: "participant.updated", seq: 3, data: { id: "p-me", perms, role: "cohost" } }], other)
  assertEquals([own.perms, own.role], [perms, "cohost"])
})

Deno.test("the room follows its updates, those kept out included", () => {
  const blocked = [{ id: "p-old", displayName: "Sam", by: /** @type {const} */ ("removed") }]
  const state = after([
    { type: "room.updated", seq: 2, data: { locked: true } },
    { type: "room.updated", seq: 3, data: { reopened: true, blocked } },
    { type: "room.ending", seq: 4, data: { endsAt: instant, hardEnd: instant } },
    { type: "server.draining", seq: 5, data: { reconnectAfterMs: 1, deadline: instant } },
  ], inSession)
  assertEquals([state.room?.locked, state.room?.reopened, state.blocked], [true, true, blocked])
  assertEquals([state.endsAt, state.draining], [instant, true])
})

Deno.test("what the host said when closing is kept for the last screen", () => {
  const denied = after([helloOK(), { type: "denied", seq: 1, data: { reason: "Please call first" } }])
  assertEquals(ended(denied, { kind: "denied" }).end, { kind: "denied", reason: "Please call first" })
  const closed = after([{ type: "room.closed", seq: 2, data: {} }], inSession)
  const end = ended(closed, { kind: "ended" })
  assertEquals([end.phase, end.participants, end.end], ["ended", [], { kind: "ended" }])
})

Deno.test("unknown frames change nothing", () => {
  const unknown = /** @type {any} */ ({ type: "topology.change", seq: 9, data: {} })
  assertEquals(after([unknown], inSession), inSession)
})

Deno.test("what was decided while this page was away is told when it is back, unless it is replayed", () => {
  const waits = after([helloOK(), { type: "waiting.message", seq: 1, data: { text: "Soon", at: instant } }])
  const told = (/** @type {CallState} */ from, /** @type {Parameters<typeof helloOK>[0]} */ hello) => {
    const frame = helloOK({ resumed: true, ...hello })
    return { state: reduce(from, frame), events: eventsOf(frame, from, instant).map(({ type }) => type) }
  }
  const admitted = told(waits, { state: "admitted" })
  assertEquals([admitted.state.phase, admitted.state.notes, admitted.events], ["admitted", [], ["admitted"]])
  const sentBack = told(inSession, { state: "waiting" })
  assertEquals([sentBack.state.phase, sentBack.state.sentBack, sentBack.events], ["waiting", {}, ["sentBack"]])
  assertEquals([told(waits, {}).events, told(waits, {}).state.sentBack], [[], null])
  assertEquals(told(waits, { state: "admitted", replay: true }).events, [])
  assertEquals(told(initialState, { state: "admitted" }).events, [])
})
