// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { helloOK } from "./support/frames.js"
import { initialState, reduce } from "../../web/js/session/call-state.js"
import { clientTypes, serverTypes } from "../../web/js/session/messages.js"
import { eventsOf } from "../../web/js/session/session-events.js"

const folder = new URL("../../Sources/SignalingProtocol/SignalingProtocol.docc/Fixtures/", import.meta.url)
const files = [...Deno.readDirSync(folder)].map((entry) => entry.name).filter((name) => name.endsWith(".json"))

/** @param {string} name */
const read = (name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder)))

/** @param {string} side @returns {Set<string>} */
const typesOf = (side) => new Set(files.filter((name) => name.startsWith(`${side}.`)).map((name) => read(name).type))

Deno.test("there are fixtures to read", () => {
  assert(files.length > 0, `no fixture in ${folder.pathname}`)
})

Deno.test("the page knows exactly the types of the fixtures", () => {
  assertEquals([...typesOf("server")].sort(), [...serverTypes].sort())
  assertEquals([...typesOf("client")].sort(), [...clientTypes].sort())
})

for (const name of files.filter((file) => file.startsWith("server."))) {
  Deno.test(`the page survives ${name}, waiting and admitted`, () => {
    const frame = read(name)
    for (const state of /** @type {const} */ (["waiting", "admitted"])) {
      const before = reduce(initialState, helloOK({ state, participantId: "p-nadia-000000000000000" }))
      const after = reduce(before, frame)
      assert(["waiting", "admitted"].includes(after.phase))
      assert(Array.isArray(eventsOf(frame, before, 0)))
    }
  })
}

Deno.test("the picture of a room is taken over as it is", () => {
  const frame = read("server.room.state.json")
  const state = reduce(reduce(initialState, helloOK({ state: "admitted" })), frame)
  assertEquals(state.participants, frame.data.participants)
  assertEquals(state.waiting, frame.data.waiting)
  assertEquals(state.blocked, frame.data.blocked)
  assertEquals(state.names["p-grace-000000000000000"], "Grace, interpreter")
})
