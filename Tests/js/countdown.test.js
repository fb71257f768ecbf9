// @ts-check
import { assertEquals } from "./support/assert.js"
import { countdown, timeLeft } from "../../web/js/shared/countdown.js"
import { ServerClock } from "../../web/js/shared/server-clock.js"

/** A `<span data-unit>` as far as the countdown knows one. */
class FakeSpan {
  hidden = false
  figure = { textContent: "" }
  /** @param {string} unit */
  constructor(unit) {
    this.unit = unit
  }
  get textContent() {
    return `${this.figure.textContent} ${this.unit}`
  }
  querySelector() {
    return this.figure
  }
}

/** @param {Record<string, string>} dataset */
function fakeElement(dataset) {
  /** @type {Record<string, FakeSpan>} */
  const spans = Object.fromEntries(["days", "hours", "minutes", "seconds"].map((unit) => [unit, new FakeSpan(unit)]))
  const spoken = { textContent: "" }
  /** @type {string[]} */
  const events = []
  const element = {
    dataset,
    querySelector: (/** @type {string} */ selector) =>
      selector === "[data-spoken]" ? spoken : spans[selector.slice(12, -2)],
    dispatchEvent: (/** @type {Event} */ event) => events.push(event.type),
  }
  return { element: /** @type {any} */ (element), spans, spoken, events }
}

/** A world whose time moves by hand. */
class FakeWorld {
  time = 0
  /** @type {{ at: number, run: () => void }[]} */
  timers = []
  /** @type {any} */
  status = null
  reloads = 0
  /** @type {Record<string, { hidden: boolean }>} */
  elements = { join: { hidden: true }, opens: { hidden: false } }

  wallClock = () => this.time
  monotonicClock = () => this.time
  later = (/** @type {() => void} */ run, /** @type {number} */ afterMs) =>
    this.timers.push({ at: this.time + afterMs, run })
  cancel = () => {}
  askStatus = () => this.status ? Promise.resolve(this.status) : Promise.reject(new Error("offline"))
  byId = (/** @type {string} */ id) => /** @type {any} */ (this.elements[id] ?? null)
  reload = () => this.reloads++

  /** @param {number} milliseconds */
  async advance(milliseconds) {
    const until = this.time + milliseconds
    for (;;) {
      for (let turn = 0; turn < 6; turn++) await Promise.resolve()
      const due = this.timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.timers.splice(this.timers.indexOf(due), 1)
      this.time = Math.max(this.time, due.at)
      due.run()
    }
    this.time = until
  }
}

const dataset = { opensAt: "1000000", serverNow: "910000", statusUrl: "/status", reveals: "join", hides: "opens" }

Deno.test("a duration is split and rounded up to the second", () => {
  assertEquals(timeLeft(90_061_001), { days: 1, hours: 1, minutes: 1, seconds: 2 })
  assertEquals(timeLeft(1), { days: 0, hours: 0, minutes: 0, seconds: 1 })
  assertEquals(timeLeft(-5), { days: 0, hours: 0, minutes: 0, seconds: 0 })
})

Deno.test("the server's clock is carried on by the faster of the two local clocks", () => {
  let wall = 50
  let monotonic = 7
  const clock = new ServerClock(1_000, { wallClock: () => wall, monotonicClock: () => monotonic })
  wall -= 40
  monotonic += 10
  assertEquals(clock.now(), 1_010)
  wall += 140
  assertEquals(clock.now(), 1_100)
})

Deno.test("leading units that are zero are hidden, and the time is spoken once a minute", async () => {
  const world = new FakeWorld()
  const { element, spans, spoken } = fakeElement(dataset)
  countdown(element, world)
  assertEquals([spans.days.hidden, spans.hours.hidden, spans.minutes.hidden, spans.seconds.hidden], [
    true,
    true,
    false,
    false,
  ])
  assertEquals(spoken.textContent, "1 minutes 30 seconds")
  await world.advance(10_000)
  assertEquals(spans.seconds.figure.textContent, "20")
  assertEquals(spoken.textContent, "1 minutes 30 seconds")
})

Deno.test("at zero the server is asked, and only its word opens", async () => {
  const world = new FakeWorld()
  const { element, events } = fakeElement(dataset)
  countdown(element, world)
  await world.advance(91_000)
  assertEquals(world.elements.join.hidden, true, "the server could not be reached")
  world.status = { state: "scheduled", serverTime: 999_000, opensAt: 1_000_000 }
  await world.advance(5_000)
  assertEquals(world.elements.join.hidden, true, "the server's clock is not there yet")
  world.status = { state: "open", serverTime: 1_000_000, opensAt: 1_000_000 }
  await world.advance(5_000)
  assertEquals([world.elements.join.hidden, world.elements.opens.hidden], [false, true])
  assertEquals(events, ["countdown:open"])
})

Deno.test("a booking that moved moves the countdown", async () => {
  const world = new FakeWorld()
  const { element, spans } = fakeElement(dataset)
  countdown(element, world)
  world.status = { state: "scheduled", serverTime: 970_000, opensAt: 4_600_000 }
  await world.advance(62_000)
  assertEquals(spans.hours.figure.textContent, "1")
})

Deno.test("a cancelled booking reloads the page once", async () => {
  const world = new FakeWorld()
  const { element } = fakeElement(dataset)
  countdown(element, world)
  world.status = { state: "cancelled", serverTime: 1_000_000 }
  await world.advance(200_000)
  assertEquals(world.reloads, 1)
  assertEquals(world.elements.join.hidden, true)
})
