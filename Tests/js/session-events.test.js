// @ts-check
import { assertEquals } from "./support/assert.js"
import { initialState, reduce } from "../../web/js/session/call-state.js"
import { eventsOf } from "../../web/js/session/session-events.js"

const status = { hostPresent: false, closesAt: 9, waitingSince: 1, startsAt: 2, endsAt: 3 }

/** @param {import("../../web/js/session/messages.js").WaitingStatus} data */
const frame = (data) => /** @type {const} */ ({ type: "waiting.status", data })

Deno.test("H8 who waits hears once when the clinician was alerted, and nothing of what a reloaded page shows", () => {
  assertEquals(eventsOf(frame({ ...status, alertedAt: 7 }), initialState, 0), [])
  const waiting = reduce(initialState, frame(status))
  const alerted = frame({ ...status, alertedAt: 7 })
  assertEquals(eventsOf(alerted, waiting, 0), [{ type: "alerted", at: 7 }])
  const known = reduce(waiting, alerted)
  assertEquals(known.status?.alertedAt, 7)
  assertEquals(eventsOf(alerted, known, 0), [])
  assertEquals(eventsOf(frame({ ...status, hostPresent: true, alertedAt: 7 }), known, 0), [])
  assertEquals(eventsOf(frame({ ...status, alertedAt: 8 }), known, 0), [{ type: "alerted", at: 8 }])
})

Deno.test("H9 a note that comes again with a return is neither shown nor announced twice", () => {
  const note = /** @type {const} */ ({ type: "waiting.message", seq: 2, data: { text: "Five minutes", at: 7 } })
  assertEquals(eventsOf(note, initialState, 0), [{ type: "note", text: "Five minutes" }])
  const read = reduce(initialState, note)
  assertEquals(eventsOf(note, read, 0), [])
  assertEquals(reduce(read, note).notes, [{ ...note.data, from: "" }])
  assertEquals(reduce(read, { ...note, seq: 3, data: { ...note.data, at: 8 } }).notes.length, 2)
})

Deno.test("W5 who waits hears of a session that moves, and of one that ends at another time", () => {
  const waiting = reduce(initialState, frame(status))
  const moved = { type: "moved", startsAt: 4, endsAt: 5, now: 1 }
  assertEquals(eventsOf(frame({ ...status, startsAt: 4, endsAt: 5 }), waiting, 1), [moved])
  assertEquals(eventsOf(frame({ ...status, endsAt: 5 }), waiting, 1), [{ ...moved, startsAt: 2 }])
  assertEquals(eventsOf(frame(status), initialState, 1), [])
})

Deno.test("W5 whoever waits or is in hears once with whom the session is now, and what was written keeps its sender", () => {
  const booked = reduce(initialState, frame({ ...status, hostName: "Élise" }))
  assertEquals(eventsOf(frame({ ...status, hostName: "Élise" }), initialState, 0), [])
  const written = reduce({ ...booked, phase: "waiting" }, {
    type: "waiting.message",
    seq: 2,
    data: { text: "Five minutes", at: 7 },
  })
  const handed = frame({ ...status, hostName: "Marc" })
  assertEquals(eventsOf(handed, written, 0), [{ type: "handedOver", name: "Marc", waits: true }])
  const known = reduce(written, handed)
  assertEquals([known.hostName, known.notes[0]?.from], ["Marc", "Élise"])
  assertEquals(eventsOf(handed, known, 0), [])
  const update = /** @type {const} */ ({ type: "room.updated", seq: 3, rev: 4, data: { hostName: "Zoé" } })
  const inside = { ...known, phase: /** @type {const} */ ("admitted") }
  assertEquals(eventsOf(update, inside, 0), [{ type: "handedOver", name: "Zoé", waits: false }])
  assertEquals(eventsOf(update, { ...inside, role: "host" }, 0), [])
  assertEquals(reduce(inside, update).hostName, "Zoé")
})
