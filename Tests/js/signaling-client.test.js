// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { entry, joined, setUp } from "./support/joined-client.js"

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

Deno.test("a server that restarted is not asked again to admit: another host may have decided since", async () => {
  const { client, socket, timers, join } = joined()
  const said = client.request("waiting.admit", { ids: ["p-x"] }).catch((error) => error.code)
  client.request("chat.send", { text: "hello" })
  socket().drop(1006)
  client.request("waiting.admit", { ids: ["p-y"] })
  await timers.advance(300)
  join({ resumed: true, replay: false, epoch: 2, resumeToken: "resume-2" })
  assertEquals(await said, "disconnected")
  const again = socket().sent.filter((frame) => frame.type !== "hello").map(({ type, data }) => ({ type, data }))
  assertEquals(again, [
    { type: "chat.send", data: { text: "hello" } },
    { type: "waiting.admit", data: { ids: ["p-y"] } },
  ])
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
