// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { FakeLocks, FakeStorage } from "./support/fake-tab.js"
import { takeInstance } from "../../web/js/session/instance.js"

const resume = { token: "resume-1", room: "r1", endpoint: "wss://example.test/v1/ws" }

/** @param {FakeStorage} storage @param {FakeLocks} locks */
function open(storage, locks) {
  const page = locks.page()
  return takeInstance(/** @type {any} */ (storage), /** @type {any} */ (page), "key").then((instance) => ({
    instance,
    page,
  }))
}

Deno.test("a reload finds its session again", async () => {
  const [storage, locks] = [new FakeStorage(), new FakeLocks()]
  const before = await open(storage, locks)
  before.instance.keep({ resume, name: "Nadia" })
  before.instance.putBack()
  before.page.end()
  const { instance } = await open(storage, locks)
  assertEquals([instance.id, instance.resume, instance.name], [before.instance.id, resume, "Nadia"])
})

Deno.test("a tab that is duplicated while it is shown finds nothing, and while it is hidden finds it in use", async () => {
  for (const hidden of [false, true]) {
    const [storage, locks] = [new FakeStorage(), new FakeLocks()]
    const first = await open(storage, locks)
    first.instance.keep({ resume })
    if (hidden) first.instance.putBack()
    const { instance } = await open(storage.copy(), locks)
    assert(instance.id !== first.instance.id, `hidden: ${hidden}`)
    assertEquals(instance.resume, undefined)
  }
})

Deno.test("what changes while the page is hidden is found by the page after it: phones end pages without a word", async () => {
  const [storage, locks] = [new FakeStorage(), new FakeLocks()]
  const { instance, page } = await open(storage, locks)
  instance.keep({ resume })
  instance.putBack()
  instance.keep({ resume: { ...resume, token: "resume-2" } })
  page.end()
  assertEquals((await open(storage, locks)).instance.resume?.token, "resume-2")
})

Deno.test("a session that was over while the page was hidden is not found again", async () => {
  const [storage, locks] = [new FakeStorage(), new FakeLocks()]
  const { instance, page } = await open(storage, locks)
  instance.keep({ resume, name: "Nadia" })
  instance.putBack()
  instance.forget()
  page.end()
  const after = (await open(storage, locks)).instance
  assertEquals([after.resume, after.name], [undefined, "Nadia"])
})

Deno.test("shown again, the page holds what it keeps, and a copy finds nothing", async () => {
  const [storage, locks] = [new FakeStorage(), new FakeLocks()]
  const { instance } = await open(storage, locks)
  instance.putBack()
  instance.takeOut()
  instance.keep({ resume })
  assertEquals(storage.getItem("key"), null)
})

Deno.test("what stands in the storage and was not put there by a page is no session", async () => {
  for (const text of ["", "{", "null", "[]", '{"instance":7}']) {
    const storage = new FakeStorage()
    storage.setItem("key", text)
    const { instance } = await open(storage, new FakeLocks())
    assert(instance.id.length > 8 && instance.resume === undefined, text)
  }
})
