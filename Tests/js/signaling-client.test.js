// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { FakeSocket, FakeTimers, settle } from "./support/fake-socket.js"
import { helloOK } from "./support/frames.js"
import { backoff } from "../../web/js/session/backoff.js"
import { Ended } from "../../web/js/session/entry.js"
import { SignalingClient } from "../../web/js/session/signaling-client.js"

const entry = { token: "token-1", room: "r1", endpoint: "wss://example.test/v1/ws" }

/** A client, the sockets it opens, and what it reports. */
function setUp() {
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
function joined() {
  const set = setUp()
  set.client.enter(entry)
  set.join()
  return set
}

Deno.test("the token is in the first message, never in the address", () => {
  const { client, socket, welcome } = setUp()
  client.enter(entry)
  assertEquals(socket().url, "wss://example.test/v1/ws?room=r1")
  assertEquals(socket().sent, [])
  welcome()
  const { data } = socket().last("hello")
  assertEquals([data.token, data.instance, data.onDuplicate, data.media], ["token-1", "tab-1", "ask", {
    audio: "on",
    video: "off",
  }])
})

Deno.test("replies find their requests, errors reject them", async () => {
  const { client, socket } = joined()
  const granted = client.request("screen.request")
  const refused = client.request("waiting.deny", { id: "p-x" }).catch((error) => error.code)
  const [first, second] = socket().sent.slice(-2)
  assert(first.id !== second.id)
  socket().receive({ type: "error", re: second.id, data: { code: "forbidden", message: "", retryable: false } })
  socket().receive({ type: "ok", re: first.id, data: { granted: true } })
  assertEquals(await granted, { granted: true })
  assertEquals(await refused, "forbidden")
})

Deno.test("events come in order, each once; a gap has the rest replayed", async () => {
  const { socket, sockets, frames, timers, join } = joined()
  const event = (/** @type {number} */ seq) =>
    socket().receive({ type: "chat.message", seq, data: { from: "p", text: String(seq), at: 0 } })
  event(1)
  event(2)
  event(2)
  event(1)
  assertEquals(
    frames.filter((frame) => frame.seq).map((frame) => frame.seq),
    [1, 2],
  )
  event(4)
  assertEquals(socket().closedWith, 4000)
  await timers.advance(300)
  assertEquals(sockets.length, 2)
  join({ resumed: true, replay: true, resumeToken: "resume-2" })
  assertEquals(socket().last("hello").data.resume, { token: "resume-1", lastSeq: 2 })
  event(3)
  event(4)
  assertEquals(frames.filter((frame) => frame.seq).map((frame) => frame.seq), [1, 2, 3, 4])
})

Deno.test("events are acknowledged by the way, after a while, or when there are many", async () => {
  const { client, socket, timers } = joined()
  const event = (/** @type {number} */ seq) =>
    socket().receive({ type: "chat.message", seq, data: { from: "p", text: "", at: 0 } })
  event(1)
  event(2)
  assertEquals(socket().last("ack"), undefined)
  client.request("room.lock", { locked: true }).catch(() => {})
  assertEquals(socket().last("room.lock").ack, 2)
  event(3)
  await timers.advance(6_000)
  assertEquals(socket().last("ack").data.seq, 3)
  for (let seq = 4; seq < 50; seq++) event(seq)
  assertEquals(socket().last("ack").data.seq, 35)
})

Deno.test("a request made as soon as the session is there is sent once", () => {
  const { client, socket, join, whenOnline } = setUp()
  whenOnline(() => client.request("media.update", { audio: "on" }).catch(() => {}))
  client.enter(entry)
  join()
  assertEquals(socket().sent.filter((frame) => frame.type === "media.update").length, 1)
})

Deno.test("requests without a reply are sent again in the same session, with the same ids", async () => {
  const { client, socket, timers, join } = joined()
  const reply = client.request("waiting.admit", { ids: ["p-x"] })
  const { id } = socket().sent.at(-1)
  socket().drop(1006)
  const late = client.request("room.lock", { locked: true })
  await timers.advance(300)
  join({ resumed: true, replay: true, resumeToken: "resume-2" })
  const again = socket().sent.filter((frame) => frame.type !== "hello")
  assertEquals(again.map((frame) => frame.type), ["waiting.admit", "room.lock"])
  assertEquals(again[0].id, id)
  socket().receive({ type: "ok", re: id, data: { admitted: ["p-x"] } })
  socket().receive({ type: "ok", re: again[1].id, data: {} })
  assertEquals(await reply, { admitted: ["p-x"] })
  assertEquals(await late, {})
})

Deno.test("a new session forgets the requests of the old one", async () => {
  const { client, socket, timers, join } = joined()
  const lost = client.request("chat.send", { text: "hello" }).catch((error) => error.code)
  socket().drop(4440)
  await timers.advance(300)
  join({ resumeToken: "resume-9" })
  assertEquals(await lost, "disconnected")
  assertEquals(socket().sent.filter((frame) => frame.type === "chat.send"), [])
})

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

Deno.test("a note that was sent during a drop is replayed, also when it was the first event", async () => {
  const { socket, timers, join } = joined()
  socket().drop(1006)
  await timers.advance(300)
  join({ resumed: true, replay: true, resumeToken: "resume-2" })
  assertEquals(socket().last("hello").data.resume, { token: "resume-1", lastSeq: 0 })
})

Deno.test("after a resume without replay the first number starts the count", async () => {
  const { socket, sockets, frames, timers, join } = joined()
  socket().drop(1006)
  await timers.advance(300)
  join({ resumed: true, replay: false, resumeToken: "resume-2" })
  for (const seq of [41, 42]) socket().receive({ type: "chat.message", seq, data: { from: "p", text: "", at: 0 } })
  assertEquals(frames.filter((frame) => frame.seq).map((frame) => frame.seq), [41, 42])
  assertEquals(sockets.length, 2)
})
