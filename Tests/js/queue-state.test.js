// @ts-check
import { assertEquals } from "./support/assert.js"
import { emptyQueue, entries, reduce } from "../../web/js/portal/queue-state.js"

/**
 * @param {string} room
 * @param {[id: string, since: number][]} waiting
 */
function queued(room, waiting) {
  const people = waiting.map(([id, waitingSince]) => ({
    id,
    displayName: id,
    kind: "client",
    presence: "online",
    waitingSince,
  }))
  return { room, booking: "b", startsAt: 0, endsAt: 1, hostPresent: false, waiting: people, admitted: 0 }
}

/** @param {import("../../web/js/portal/queue-state.js").Queue} queue */
const ids = (queue) => entries(queue).map(({ room, person }) => `${room.room}/${person.id}`)

Deno.test("everybody is listed across rooms, who waits longest first", () => {
  const rooms = [queued("one", [["late", 30], ["early", 10]]), queued("two", [["middle", 20]])]
  const queue = reduce(emptyQueue, { type: "queue.state", data: { rooms, serverTime: 40 } })
  assertEquals(ids(queue), ["one/early", "two/middle", "one/late"])
})

Deno.test("an update replaces one room and leaves the others", () => {
  const rooms = [queued("one", [["a", 1]]), queued("two", [["b", 2]])]
  const before = reduce(emptyQueue, { type: "queue.state", data: { rooms, serverTime: 3 } })
  const after = reduce(before, { type: "queue.updated", data: queued("one", []) })
  assertEquals(ids(after), ["two/b"])
  assertEquals(ids(before), ["one/a", "two/b"])
})

Deno.test("a new state forgets what isn't in it", () => {
  const before = reduce(emptyQueue, { type: "queue.updated", data: queued("one", [["a", 1]]) })
  assertEquals(ids(reduce(before, { type: "queue.state", data: { rooms: [], serverTime: 2 } })), [])
})

Deno.test("an event that isn't known changes nothing", () => {
  const before = reduce(emptyQueue, { type: "queue.updated", data: queued("one", [["a", 1]]) })
  assertEquals(reduce(before, { type: "queue.something", data: {} }), before)
})
