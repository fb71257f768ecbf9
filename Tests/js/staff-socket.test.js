// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { settle } from "./support/fake-socket.js"
import { staffSocket } from "./support/staff-socket.js"

/** Connected, with the queue shown. */
async function connected() {
  const set = staffSocket()
  await set.staff.connect()
  set.enter()
  return set
}

Deno.test("staff come back when the server said, and by chance after that", async () => {
  const { timers, sockets, socket, enter } = await connected()
  socket().receive({ type: "server.draining", data: { reconnectAfterMs: 4_321, deadline: 0 } })
  socket().drop(1006)
  await timers.advance(4_320)
  assertEquals(sockets.length, 1)
  await timers.advance(1)
  assertEquals(sockets.length, 2)
  enter()
  socket().receive({ type: "bye", data: { code: 1012, reason: "restart", retryAfterMs: 1_234 } })
  socket().drop(1012)
  await timers.advance(1_233)
  assertEquals(sockets.length, 2)
  await timers.advance(1)
  assertEquals(sockets.length, 3)
  socket().drop(1006)
  await timers.advance(500)
  assertEquals(sockets.length, 4)
  assertEquals(sockets.map(({ sent }) => sent[0]?.data.token), ["t1", "t2", undefined, undefined])
})

Deno.test("a staff socket that died silently is found out by the silence, said to be lost, and replaced", async () => {
  const { timers, sockets, log, enter } = await connected()
  await timers.advance(20_000)
  assertEquals(sockets[0].last("ping")?.type, "ping")
  await timers.advance(19_999)
  assertEquals(log.at(-1), "queue.state")
  await timers.advance(1)
  assertEquals([log.at(-1), sockets[0].closedWith], ["is lost", 4000])
  await timers.advance(250)
  enter()
  assertEquals([sockets.length, log.filter((each) => each.startsWith("is"))], [2, ["is open", "is lost", "is open"]])
  sockets[0].receive({ type: "queue.updated", data: {} })
  assertEquals(log.at(-1), "queue.state", "what was given up says nothing more")
})

Deno.test("what the server says now and then keeps a quiet staff socket", async () => {
  const { timers, sockets, socket } = await connected()
  for (let tick = 0; tick < 100; tick++) {
    await timers.advance(25_000)
    socket().receive({ type: "tick", data: { serverTime: 0 } })
  }
  assertEquals(sockets.length, 1)
})

Deno.test("Today, looked at again, asks whether anybody is there, and tries at once what it would try later", async () => {
  const { staff, timers, sockets, socket, enter } = await connected()
  staff.wake()
  assertEquals(socket().last("ping")?.type, "ping")
  await timers.advance(1_000)
  socket().receive({ type: "pong", data: {} })
  await timers.advance(10_000)
  assertEquals(sockets.length, 1)

  staff.wake()
  await timers.advance(5_250)
  assertEquals(sockets.length, 2)
  enter()
  socket().receive({ type: "bye", data: { code: 1013, reason: "overloaded", retryAfterMs: 60_000 } })
  socket().drop(1013)
  staff.wake()
  await settle()
  assertEquals(sockets.length, 3)
})

Deno.test("an attempt of a staff socket that is never answered gives way to the next after 15 s", async () => {
  const { staff, timers, sockets, log } = staffSocket()
  await staff.connect()
  await timers.advance(14_000)
  assertEquals(log, [])
  await timers.advance(1_250)
  assertEquals([sockets.length, log], [2, ["is lost"]])
})

Deno.test("a request on a staff socket that died is given up, and a page that left asks for nothing", async () => {
  const { staff, timers, sockets, socket } = await connected()
  const [answered, unanswered] = [staff.request("waiting.admit", {}), staff.request("waiting.deny", {})]
  socket().receive({ type: "ok", re: socket().last("waiting.admit").id, data: {} })
  assertEquals((await answered)?.type, "ok")
  socket().drop(1006)
  assertEquals(await unanswered, undefined)
  assertEquals(await staff.request("waiting.admit", {}), undefined)
  staff.stop()
  await timers.advance(100_000)
  assert(sockets.length === 1)
})
