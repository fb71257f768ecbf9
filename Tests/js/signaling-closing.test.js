// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { entry, joined, setUp } from "./support/joined-client.js"
import { settle } from "./support/fake-socket.js"
import { Ended } from "../../web/js/session/entry.js"

for (
  const [code, end] of /** @type {[number, string][]} */ ([
    [1002, "failed"],
    [1003, "failed"],
    [1007, "failed"],
    [4400, "failed"],
    [4403, "forbidden"],
    [4404, "notFound"],
    [4405, "denied"],
    [4406, "removed"],
    [4409, "replaced"],
    [4410, "ended"],
    [4411, "notOpen"],
    [4412, "closed"],
  ])
) {
  Deno.test(`close code ${code} is the end: ${end}`, async () => {
    const { socket, sockets, timers, log } = joined()
    socket().drop(code)
    await timers.advance(600_000)
    assertEquals([sockets.length, log.at(-1)], [1, `end ${end}`])
  })
}

for (const code of [1000, 1001]) {
  Deno.test(`close code ${code} is the end when the server said why, and a drop when a proxy said it`, async () => {
    const told = joined()
    told.socket().receive({ type: "bye", data: { code, reason: "left", action: "stop" } })
    told.socket().drop(code)
    await told.timers.advance(600_000)
    assertEquals([told.sockets.length, told.log.at(-1)], [1, "end failed"])
    const cut = joined()
    cut.socket().drop(code)
    await cut.timers.advance(300)
    cut.join({ resumed: true, replay: true, resumeToken: "resume-2" })
    assertEquals(cut.log, ["online resume-1", "offline", "online resume-2"])
  })
}

Deno.test("whoever was replaced by another tab never comes back by itself, whatever wakes the page", async () => {
  const { client, socket, sockets, timers, log } = joined()
  socket().receive({ type: "bye", data: { code: 4409, reason: "replaced", action: "stop" } })
  socket().drop(4409)
  for (let hour = 0; hour < 24; hour++) {
    client.wake()
    await timers.advance(3_600_000)
  }
  assertEquals([sockets.length, log.filter((line) => line.startsWith("end"))], [1, ["end replaced"]])
})

for (const code of [1005, 1006, 1012, 1013, 4408, 4429, 4430]) {
  Deno.test(`after close code ${code} the session is resumed`, async () => {
    const { socket, sockets, timers, join, log } = joined()
    socket().drop(code)
    await timers.advance(300)
    assertEquals(sockets.length, 2)
    join({ resumed: true, replay: true, resumeToken: "resume-2" })
    assertEquals(socket().last("hello").data.resume.token, "resume-1")
    assertEquals(log, ["online resume-1", "offline", "online resume-2"])
  })
}

for (const code of [1009, 1011, 4401, 4440]) {
  Deno.test(`after close code ${code} the page joins again with a new token`, async () => {
    const { socket, timers, welcome } = joined()
    socket().drop(code)
    await timers.advance(300)
    welcome()
    assertEquals(socket().last("hello").data.token, "token-2")
  })
}

Deno.test("moved: the session goes on at the address that the server names", async () => {
  const { socket, timers, welcome } = joined()
  socket().receive({ type: "bye", data: { code: 4407, reason: "moved", action: "moved", url: "wss://two.test/v1/ws" } })
  socket().drop(4407)
  await timers.advance(300)
  assertEquals(socket().url, "wss://two.test/v1/ws?room=r1")
  welcome()
  assertEquals(socket().last("hello").data.resume.token, "resume-1")
})

Deno.test("a bye says more than its close code", async () => {
  for (
    const [code, reason, end] of /** @type {[number, string, string][]} */ ([
      [4403, "cancelled", "cancelled"],
      [4403, "link_revoked", "revoked"],
      [4403, "revoked", "withdrawn"],
      [4410, "hard_end", "over"],
      [4410, "ended", "ended"],
    ])
  ) {
    const { socket, log } = joined()
    socket().receive({ type: "bye", data: { code, reason, action: "stop", message: "Until next week" } })
    socket().drop(code)
    await settle()
    assertEquals(log.at(-1), `end ${end} Until next week`)
  }
})

for (const code of ["resume_invalid", "token_expired", "token_spent", "stale_epoch"]) {
  Deno.test(`refused with ${code}, the page asks the portal once more`, async () => {
    const { client, socket, welcome, refuse, timers } = setUp()
    client.comeBack({ token: "old", room: "r1", endpoint: entry.endpoint })
    welcome()
    assertEquals(socket().last("hello").data.resume, { token: "old", lastSeq: -1 })
    refuse(code)
    socket().drop(4401)
    await timers.advance(300)
    welcome()
    assertEquals(socket().last("hello").data.token, "token-2")
  })
}

for (
  const [code, end] of /** @type {[string, string][]} */ ([
    ["blocked", "blocked"],
    ["room_full", "full"],
    ["window_not_open", "notOpen"],
    ["window_closed", "closed"],
    ["booking_cancelled", "cancelled"],
    ["room_not_found", "notFound"],
    ["forbidden", "forbidden"],
  ])
) {
  Deno.test(`refused with ${code}: ${end}, even if the server leaves the socket open`, async () => {
    const { client, welcome, refuse, timers, log, sockets } = setUp()
    client.enter(entry)
    welcome()
    refuse(code)
    await timers.advance(100_000)
    assertEquals([log.at(-1), sockets.length], [`end ${end}`, 1])
  })
}

Deno.test("removed wins over resume", async () => {
  const { client, welcome, refuse, socket, timers, log } = setUp()
  client.comeBack({ token: "old", room: "r1", endpoint: entry.endpoint })
  welcome()
  refuse("resume_invalid")
  socket().drop(4406)
  await timers.advance(10_000)
  assertEquals(log, ["end removed"])
})

Deno.test("the portal's no is the end, its silence is not", async () => {
  const { socket, timers, portal, log } = joined()
  portal(() => Promise.reject(new TypeError("offline")))
  socket().drop(4440)
  await timers.advance(2_000)
  assert(log.filter((line) => line === "token").length >= 2)
  portal(() => Promise.reject(new Ended({ kind: "revoked" })))
  await timers.advance(20_000)
  assertEquals(log.at(-1), "end revoked")
})

Deno.test("leaving says bye and never comes back", async () => {
  const { client, socket, sockets, timers, log } = joined()
  client.leave()
  assertEquals([socket().sent.at(-1), socket().closedWith], [{ type: "bye", data: { reason: "left" } }, 1000])
  socket().drop(1000)
  await timers.advance(100_000)
  assertEquals([sockets.length, log], [1, ["online resume-1"]])
})
