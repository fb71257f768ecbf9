// @ts-check
import { assertEquals } from "./support/assert.js"
import { entry, joined, setUp } from "./support/joined-client.js"
import { settle } from "./support/fake-socket.js"
import { backoff } from "../../web/js/shared/backoff.js"

Deno.test("the server's retryAfterMs wins over the backoff", async () => {
  const { socket, sockets, timers } = joined()
  socket().receive({ type: "bye", data: { code: 1012, reason: "restart", action: "resume", retryAfterMs: 7_000 } })
  socket().drop(1012)
  await timers.advance(6_999)
  assertEquals(sockets.length, 1)
  await timers.advance(1)
  assertEquals(sockets.length, 2)
})

Deno.test("a server that stops says when to come back, also when its last word is lost", async () => {
  const { socket, sockets, timers } = joined()
  socket().receive({ type: "server.draining", seq: 1, data: { reconnectAfterMs: 4_000, deadline: 0 } })
  socket().drop(1006)
  await timers.advance(3_999)
  assertEquals(sockets.length, 1)
  await timers.advance(1)
  assertEquals(sockets.length, 2)
  // What comes after that is tried as ever.
  socket().drop(1006)
  await timers.advance(500)
  assertEquals(sockets.length, 3)
})

Deno.test("the wait doubles up to 30 s, and the page never gives up", async () => {
  assertEquals([0, 1, 2, 5, 6, 20].map((attempt) => backoff(attempt, () => 0.5)), [
    250,
    500,
    1_000,
    8_000,
    15_000,
    15_000,
  ])
  assertEquals(backoff(3, () => 0), 0)
  const { socket, sockets, timers, join, log } = joined()
  socket().drop(1006)
  for (let attempt = 0; attempt < 5_000; attempt++) {
    await timers.advance(15_000)
    if (socket().readyState === 1) socket().drop(1006)
  }
  assertEquals([sockets.length, log], [5_001, ["online resume-1", "offline"]])
  await timers.advance(15_000)
  join({ resumed: true, replay: false, resumeToken: "resume-2" })
  assertEquals(log.at(-1), "online resume-2")
})

Deno.test("an attempt that is never answered gives way to the next, at once if the page is woken", async () => {
  const patient = joined()
  patient.socket().drop(1006)
  await patient.timers.advance(300)
  assertEquals(patient.sockets.length, 2)
  await patient.timers.advance(14_000)
  assertEquals(patient.sockets.length, 2)
  await patient.timers.advance(3_000)
  assertEquals(patient.sockets.length, 3)

  const woken = joined()
  woken.socket().drop(1006)
  await woken.timers.advance(300)
  woken.client.wake()
  await woken.timers.advance(5_600)
  assertEquals(woken.sockets.length, 3)
})

Deno.test("where timers run once a minute, as in hidden tabs, frames alone show that the server is there", async () => {
  const { socket, sockets, timers } = joined()
  for (let minute = 0; minute < 60; minute++) {
    timers.time += 60_000
    socket().receive({ type: "tick", data: { serverTime: 0 } })
    await timers.advance(0)
  }
  assertEquals(sockets.length, 1)
})

Deno.test("a laptop that slept for 20 minutes finds its socket dead, and comes back to the same session", async () => {
  const { sockets, timers, join, log, socket } = joined()
  timers.time += 1_200_000
  await timers.advance(300)
  assertEquals(sockets.length, 2)
  join({ resumed: true, replay: false, resumeToken: "resume-2" })
  assertEquals(socket().last("hello").data.resume.token, "resume-1")
  assertEquals(log, ["online resume-1", "offline", "online resume-2"])
})

Deno.test("when hello.ok is lost, the token before it is said again", async () => {
  const { socket, timers, welcome, join, log } = joined()
  for (let lost = 0; lost < 3; lost++) {
    socket().drop(1006)
    await timers.advance(10_000)
    welcome()
    assertEquals(socket().last("hello").data.resume.token, "resume-1")
    assertEquals(socket().sent.length, 1, "nothing is said that would confirm the new one")
  }
  socket().drop(1006)
  await timers.advance(10_000)
  join({ resumed: true, replay: true, resumeToken: "resume-5" })
  socket().drop(1006)
  await timers.advance(300)
  welcome()
  assertEquals([socket().last("hello").data.resume.token, log.at(-1)], ["resume-5", "offline"])
})

Deno.test("a page that is looked at again tries at once", async () => {
  const { client, socket, sockets } = joined()
  socket().receive({ type: "bye", data: { code: 1013, reason: "overloaded", action: "resume", retryAfterMs: 60_000 } })
  socket().drop(1013)
  client.wake()
  await settle()
  assertEquals(sockets.length, 2)
})

Deno.test("a socket that died silently is found out: by a probe, or by the silence", async () => {
  const probed = joined()
  probed.client.wake()
  assertEquals(probed.socket().last("ping").data, { ts: 0 })
  await probed.timers.advance(5_300)
  assertEquals(probed.sockets.length, 2)
  const silent = joined()
  await silent.timers.advance(41_000)
  assertEquals(silent.sockets.length, 2)
  const alive = joined()
  for (let tick = 0; tick < 10; tick++) {
    await alive.timers.advance(25_000)
    alive.socket().receive({ type: "tick", data: { serverTime: 0 } })
  }
  assertEquals(alive.sockets.length, 1)
})

Deno.test("another tab is there: the person decides, on the same socket", () => {
  const { client, socket, refuse, log, join, sockets } = setUp()
  client.enter(entry)
  socket().receive({ type: "welcome", data: {} })
  refuse("duplicate_session")
  assertEquals(log, ["duplicate"])
  client.takeOver()
  const hello = socket().last("hello").data
  assertEquals([hello.onDuplicate, hello.token, sockets.length], ["takeover", "token-1", 1])
  join()
  assertEquals(log.at(-1), "online resume-1")
})

Deno.test("who hesitates over the takeover gets a new token for it", async () => {
  const { client, socket, refuse, welcome, timers } = setUp()
  client.enter(entry)
  welcome()
  refuse("duplicate_session")
  socket().drop(4401)
  await timers.advance(60_000)
  client.takeOver()
  await timers.advance(10)
  welcome()
  const hello = socket().last("hello").data
  assertEquals([hello.onDuplicate, hello.token], ["takeover", "token-2"])
})

Deno.test("a socket that was asked over for long is watched like any other once it is taken over", async () => {
  const { client, sockets, welcome, refuse, join, timers } = setUp()
  client.enter(entry)
  welcome()
  refuse("duplicate_session")
  await timers.advance(100_000)
  client.wake()
  await timers.advance(10_000)
  assertEquals(sockets.length, 1, "the person is still asked")
  client.takeOver()
  join()
  await timers.advance(41_000)
  assertEquals(sockets.length, 2)

  const dead = setUp()
  dead.client.enter(entry)
  dead.welcome()
  dead.refuse("duplicate_session")
  await dead.timers.advance(100_000)
  dead.client.takeOver()
  await dead.timers.advance(6_000)
  dead.welcome()
  assertEquals([dead.sockets.length, dead.socket().last("hello").data.onDuplicate], [2, "takeover"])
})
