// @ts-check
import { ServerClock } from "./server-clock.js"
export { ServerClock } from "./server-clock.js"

/**
 * A countdown to the opening of a session, on the server's clock.
 *
 *     <div data-module="countdown" data-opens-at="1795356000000" data-server-now="1795354000000"
 *          data-status-url="/v1/rooms/abc/status" data-reveals="join" data-hides="opens">
 *       <p class="countdown" role="timer" aria-label="…">
 *         <span data-unit="days"><b></b> d</span><span data-unit="hours"><b></b> h</span>
 *         <span data-unit="minutes"><b></b> min</span><span data-unit="seconds"><b></b> s</span>
 *       </p>
 *       <p class="visually-hidden" aria-live="polite" data-spoken></p>
 *     </div>
 *
 * Times are milliseconds since 1970 (UTC). Units that are zero on the left are hidden; `data-spoken` gets the time left
 * once a minute. At zero the status URL is asked: when it says `open`, or its `serverTime` has reached `opensAt`, the
 * element whose id is in `data-reveals` is shown, the one in `data-hides` is hidden, and a bubbling `countdown:open` event is
 * dispatched. A booking that moved moves the countdown; one that was cancelled or closed reloads the page, whose server
 * then says so. Without a status URL, zero on the corrected clock is enough.
 */

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long to wait before asking again, in milliseconds. Default 5 s: the answer was "not yet", or none came. */
const askAgainAfter = 5 * second

/** How often the status is asked for while counting, in milliseconds: a booking may move. */
const refreshEvery = minute

/**
 * What a room's status says.
 *
 * @typedef {object} RoomStatus
 * @property {"scheduled" | "open" | "closed" | "cancelled"} state
 * @property {number} serverTime - Milliseconds since 1970.
 * @property {number} [opensAt]
 * @property {number} [closesAt]
 */

/**
 * The parts of the world that tests replace.
 *
 * @typedef {object} CountdownWorld
 * @property {() => number} wallClock - Milliseconds, may jump.
 * @property {() => number} monotonicClock - Milliseconds, may stand still while the machine sleeps.
 * @property {(run: () => void, afterMs: number) => number} later
 * @property {(timer: number) => void} cancel
 * @property {(url: string) => Promise<RoomStatus>} askStatus
 * @property {(id: string) => HTMLElement | null} byId
 * @property {() => void} reload
 */

/** @type {CountdownWorld} */
const browser = {
  wallClock: () => Date.now(),
  monotonicClock: () => performance.now(),
  later: (run, afterMs) => setTimeout(run, afterMs),
  cancel: (timer) => clearTimeout(timer),
  askStatus: async (url) => {
    const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return await response.json()
  },
  byId: (id) => document.getElementById(id),
  reload: () => location.reload(),
}

/**
 * Splits a duration. Rounds up to the next second, so that zero is shown at zero only.
 *
 * @param {number} milliseconds
 * @returns {{ days: number, hours: number, minutes: number, seconds: number }}
 */
export function timeLeft(milliseconds) {
  const left = Math.max(0, Math.ceil(milliseconds / second) * second)
  return {
    days: Math.floor(left / day),
    hours: Math.floor(left % day / hour),
    minutes: Math.floor(left % hour / minute),
    seconds: Math.floor(left % minute / second),
  }
}

/**
 * Starts counting in `element` (see the head of this file) until the session opens or `stop` is called.
 *
 * @param {HTMLElement} element
 * @param {CountdownWorld} [world]
 * @returns {{ stop: () => void }}
 */
export function countdown(element, world = browser) {
  const { statusUrl, reveals, hides } = element.dataset
  const clock = new ServerClock(Number(element.dataset.serverNow), world)
  let opensAt = Number(element.dataset.opensAt)
  let askedAt = clock.now()
  let spokenMinute = -1
  let stopped = false
  /** @type {number | undefined} */
  let timer

  /** @param {number} left */
  function show(left) {
    const parts = timeLeft(left)
    let significant = false
    /** @type {string[]} */
    const spoken = []
    for (const unit of /** @type {const} */ (["days", "hours", "minutes", "seconds"])) {
      const span = /** @type {HTMLElement | null} */ (element.querySelector(`[data-unit="${unit}"]`))
      const figure = span?.querySelector("b")
      if (!span || !figure) continue
      significant ||= parts[unit] > 0 || unit === "seconds"
      span.hidden = !significant
      figure.textContent = String(parts[unit])
      if (significant) spoken.push((span.textContent ?? "").trim())
    }
    const minutesLeft = Math.ceil(left / minute)
    const speaker = element.querySelector("[data-spoken]")
    if (speaker && minutesLeft !== spokenMinute) speaker.textContent = spoken.join(" ")
    spokenMinute = minutesLeft
  }

  function open() {
    stop()
    show(0)
    const shown = reveals && world.byId(reveals)
    const hidden = hides && world.byId(hides)
    if (shown) shown.hidden = false
    if (hidden) hidden.hidden = true
    element.dispatchEvent(new CustomEvent("countdown:open", { bubbles: true }))
  }

  /** @returns {Promise<boolean>} Whether the session is known to be open. */
  async function ask() {
    if (!statusUrl) return clock.now() >= opensAt
    askedAt = clock.now()
    const status = await world.askStatus(statusUrl)
    if (stopped) return false
    clock.set(status.serverTime)
    askedAt = status.serverTime
    if (status.state === "cancelled" || status.state === "closed") {
      stop()
      world.reload()
      return false
    }
    opensAt = status.opensAt ?? opensAt
    return status.state === "open" || status.serverTime >= opensAt
  }

  async function tick() {
    const left = opensAt - clock.now()
    show(left)
    let next = left > 0 ? (left % second || second) : askAgainAfter
    if (left <= 0 || (statusUrl && clock.now() - askedAt >= refreshEvery)) {
      try {
        if (await ask()) return open()
        next = opensAt > clock.now() ? second : askAgainAfter
      } catch {
        next = askAgainAfter
      }
    }
    if (!stopped) timer = world.later(tick, next)
  }

  function stop() {
    stopped = true
    if (timer !== undefined) world.cancel(timer)
  }

  tick()
  return { stop }
}
