// @ts-check
import { assertEquals } from "./support/assert.js"
import { Announcements } from "../../web/js/shared/announcements.js"
import { Notifier } from "../../web/js/shared/notifier.js"

const ann = { id: "p-ann", waitingSince: 1 }
const ben = { id: "p-ben", waitingSince: 2 }

/** A browser with time by hand. @param {{ isLookedAt?: boolean, tell?: (word: any) => void }} [how] */
function desk({ isLookedAt = true, tell = () => {} } = {}) {
  /** @type {Array<{ run: () => void, at: number }>} */
  let timers = []
  let now = 0
  const done = { rings: 0, notices: 0, withdrawn: 0, counts: [0, 0] }
  let looked = isLookedAt
  return {
    done,
    announcements: new Announcements({
      ring: () => done.rings += 1,
      isLookedAt: () => looked,
      notify: () => done.notices += 1,
      withdraw: () => done.withdrawn += 1,
      tell,
      later: (run, afterMs) => {
        const timer = { run, at: now + afterMs }
        timers.push(timer)
        return () => timers = timers.filter((other) => other !== timer)
      },
      onChange: (waiting, unseen) => done.counts = [waiting, unseen],
    }),
    /** @param {number} ms */
    wait(ms) {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        now = due.at
        due.run()
      }
      now = end
    },
    get timers() {
      return timers.length
    },
    leave: () => looked = false,
  }
}

Deno.test("H8 it rings for each who comes and every 15 s, until they are seen", () => {
  const { announcements, done, wait } = desk()
  announcements.show([ann])
  assertEquals([done.rings, done.counts], [1, [1, 1]])
  announcements.show([ann])
  assertEquals(done.rings, 1, "not for what is known")
  announcements.show([ann, ben])
  assertEquals([done.rings, done.counts], [2, [2, 2]])
  wait(14_999)
  assertEquals(done.rings, 2)
  wait(15_001)
  assertEquals(done.rings, 4)
  announcements.see(ann.id)
  assertEquals(done.counts, [2, 1])
  wait(15_000)
  assertEquals(done.rings, 5, "still for the other")
  announcements.see()
  assertEquals(done.counts, [2, 0])
  wait(600_000)
  assertEquals(done.rings, 5)
})

Deno.test("H8 who was seen after they rang stays seen when a server that restarted knows nothing of the ring", () => {
  const { announcements, done } = desk()
  announcements.show([{ ...ann, knockedAt: 5 }])
  announcements.see()
  announcements.show([ann])
  assertEquals([done.rings, done.counts], [1, [1, 0]])
  announcements.show([{ ...ann, knockedAt: 8 }])
  assertEquals([done.rings, done.counts], [2, [1, 1]], "rung again")
})

Deno.test("H8 nothing goes on about who has gone or is in; who waits anew is announced anew", () => {
  const page = desk()
  page.announcements.show([ann])
  page.announcements.show([])
  assertEquals([page.done.counts, page.timers], [[0, 0], 0])
  page.announcements.show([{ ...ann, waitingSince: 9 }])
  assertEquals(page.done.rings, 2)
  page.announcements.see(ann.id)
  page.announcements.show([{ ...ann, waitingSince: 9 }])
  assertEquals(page.done.rings, 2)
})

Deno.test("H8 who rings is announced once more, though they were seen", () => {
  const { announcements, done } = desk()
  announcements.show([ann, ben])
  announcements.see()
  announcements.show([{ ...ann, knockedAt: 9 }, ben])
  assertEquals([done.rings, done.counts], [2, [2, 1]])
  announcements.see(ann.id)
  announcements.show([{ ...ann, knockedAt: 9 }, ben])
  assertEquals([done.rings, done.counts], [2, [2, 0]])
  announcements.show([{ ...ann, knockedAt: 24 }, ben])
  assertEquals([done.rings, done.counts], [3, [2, 1]])
})

Deno.test("H8 whoever looks elsewhere gets one notification for each who comes, and it goes once they are seen", () => {
  const { announcements, done, wait } = desk({ isLookedAt: false })
  announcements.show([ann])
  assertEquals(done.notices, 0)
  wait(60_000)
  assertEquals(done.notices, 1, "rings go on, the notification stands")
  announcements.show([ann, ben])
  wait(500)
  assertEquals(done.notices, 2)
  const before = done.withdrawn
  announcements.see()
  assertEquals(done.withdrawn, before + 1)
})

Deno.test("H8 a page that is left before it was seen notifies at the next ring; one that is looked at never does", () => {
  const page = desk()
  page.announcements.show([ann])
  page.wait(60_000)
  assertEquals(page.done.notices, 0)
  page.announcements.show([ann, ben])
  page.leave()
  page.announcements.show([ann, ben, { id: "p-cat", waitingSince: 3 }])
  page.wait(500)
  assertEquals(page.done.notices, 1)
})

Deno.test("H8 what one page has seen the browser's other pages know, whichever hears of the person first", () => {
  const other = desk({ isLookedAt: false })
  const page = desk({ tell: (word) => other.announcements.hear(structuredClone(word)) })
  other.announcements.show([ann])
  page.announcements.show([ann])
  other.wait(500)
  assertEquals(other.done.notices, 0, "the page that is looked at shows it")
  page.announcements.show([ann, ben])
  page.announcements.see()
  assertEquals(other.done.counts, [1, 0])
  const { rings } = other.done
  other.announcements.show([ann, ben])
  other.wait(60_000)
  assertEquals(other.done.rings, rings, "seen before it came here")
})

/** @param {{ permission?: string, throws?: boolean }} how */
function api({ permission = "default", throws = false }) {
  /** @type {any[]} */
  const shown = []
  class Fake {
    static permission = permission
    static requestPermission() {
      Fake.permission = "granted"
      return Promise.resolve("granted")
    }
    isClosed = false
    /** @param {string} title @param {object} options */
    constructor(title, options) {
      if (throws) throw new TypeError("Illegal constructor")
      shown.push(Object.assign(this, { title, options }))
    }
    close() {
      this.isClosed = true
    }
  }
  return { Fake: /** @type {any} */ (Fake), shown }
}

Deno.test("H8 notifications say nothing but what they were given, after permission was asked for and not before", async () => {
  const { Fake, shown } = api({})
  const notifier = new Notifier(Fake, { title: "Somebody is waiting", text: "Open this page." })
  notifier.show()
  assertEquals([notifier.state, shown.length], ["default", 0])
  await notifier.ask()
  assertEquals(notifier.state, "granted")
  notifier.show()
  assertEquals([shown[0].title, shown[0].options.body, shown[0].options.tag], [
    "Somebody is waiting",
    "Open this page.",
    "vestibule-waiting",
  ])
  notifier.show()
  assertEquals([shown.length, shown[0].isClosed, shown[1].isClosed], [2, true, false])
  notifier.close()
  assertEquals(shown[1].isClosed, true)
})

Deno.test("H8 a browser that refuses notifications, or has none, says so", async () => {
  const none = new Notifier(undefined, { title: "", text: "" })
  await none.ask()
  none.show()
  assertEquals(none.state, "unsupported")
  assertEquals(new Notifier(api({ permission: "denied" }).Fake, { title: "", text: "" }).state, "denied")
  const android = new Notifier(api({ permission: "granted", throws: true }).Fake, { title: "", text: "" })
  android.show()
  assertEquals(android.state, "unsupported")
})
