// @ts-check
import { postJson, Problem } from "../shared/api.js"
import { calledAt } from "../shared/called-at.js"
import { Clock } from "../shared/clock.js"
import { ServerClock } from "../shared/countdown.js"
import { whenWoken } from "../shared/waking.js"
import { freshDay } from "./fresh-day.js"
import { emptyQueue, entries, reduce } from "./queue-state.js"
import { QueueView } from "./queue-view.js"
import { StaffSocket } from "./staff-socket.js"
/**
 * @import { AnnouncementDesk } from "../shared/announcement-desk.js"
 * @import { Entry } from "./queue-state.js"
 */

/** How often "since" is said anew, in milliseconds. */
const refreshEvery = 15_000

/**
 * Today's live part: who waits where, and what can be done about it from here.
 *
 * @param {HTMLElement} root
 */
export function queue(root) {
  const { tokenUrl = "", csrf = "", locale = "fr", timeZone } = root.dataset
  const clock = new ServerClock(Date.now())
  const view = new QueueView(root, new Clock(locale, timeZone), act)
  const title = document.title
  /** Loaded by this page alone. @type {AnnouncementDesk | undefined} */
  let announcements
  /** @type {import("./queue-state.js").Queue} */
  let current = emptyQueue
  /** @type {"connecting" | "open" | "lost"} */
  let state = "connecting"
  const known = new Map()

  const socket = new StaffSocket({
    connect: (url, protocol) => new WebSocket(url, protocol),
    later: (run, afterMs) => {
      const timer = setTimeout(run, afterMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    now: () => performance.now(),
    fetchToken,
    onEvent,
    onState,
  })

  async function fetchToken() {
    try {
      return await postJson(tokenUrl, {}, csrf)
    } catch (error) {
      if (error instanceof Problem && [401, 403].includes(error.status)) location.reload()
      throw error
    }
  }

  /** @param {{ type: string, data: any }} event */
  function onEvent(event) {
    if (event.data?.serverTime) clock.set(event.data.serverTime)
    current = reduce(current, event)
    render()
  }

  /** @param {"open" | "lost"} next */
  function onState(next) {
    state = next
    render()
  }

  function render() {
    const people = entries(current)
    view.show(people, clock.now(), (room) => rowOf(room)?.dataset.hour ?? "")
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-queue-state]"))) {
      const name = part.dataset.queueState
      part.hidden = name === "empty" ? state !== "open" || people.length > 0 : name !== state
    }
    showCounts(people.length)
    showRows()
    announce(people)
    announcements?.show(people.map(({ person }) => person))
    document.title = people.length > 0 ? `(${people.length}) ${title}` : title
  }

  /** @param {string} room */
  function rowOf(room) {
    return /** @type {HTMLElement | null} */ (root.querySelector(`[data-room="${CSS.escape(room)}"]`))
  }

  /** @param {number} count */
  function showCounts(count) {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-count]"))) {
      part.hidden = count === 0
      const figure = part.querySelector("[data-figure]") ?? part
      figure.textContent = String(count)
    }
  }

  function showRows() {
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-room]"))) {
      const { waiting = [], admitted = 0 } = current.get(row.dataset.room ?? "") ?? {}
      const inside = /** @type {HTMLElement | null} */ (row.querySelector("[data-inside-row]"))
      const count = inside?.querySelector("[data-inside]")
      if (inside && count) {
        inside.hidden = admitted === 0
        count.textContent = String(admitted)
      }
      const line = /** @type {HTMLElement | null} */ (row.querySelector("[data-waiting-row]"))
      const names = line?.querySelector("[data-waits]")
      if (!line || !names) continue
      line.hidden = waiting.length === 0
      names.textContent = waiting.map(({ displayName }) => displayName).join(", ")
    }
  }

  /** @param {Entry[]} people */
  function announce(people) {
    const announcer = root.querySelector("[data-announcer]")
    const arrived = people.filter(({ person }) => calledAt(person) > (known.get(person.id) ?? -Infinity))
    for (const { person } of arrived) known.set(person.id, calledAt(person))
    if (!announcer || arrived.length === 0) return
    const names = arrived.map(({ person }) => person.displayName).join(", ")
    announcer.textContent = `${root.dataset.announce ?? ""} ${names}`
  }

  /**
   * @param {string} kind
   * @param {Entry} entry
   * @param {HTMLElement} item
   * @param {string} note
   */
  async function act(kind, { room, person }, item, note) {
    const requests = {
      admit: () => socket.request("waiting.admit", { room: room.room, ids: [person.id] }),
      deny: () => socket.request("waiting.deny", { room: room.room, id: person.id, block: false }),
      message: () => socket.request("waiting.message", { room: room.room, ids: [person.id], text: note.trim() }),
    }
    if (!(kind in requests)) return
    const reply = await requests[/** @type {keyof typeof requests} */ (kind)]()
    const outcome = item.querySelector("[data-outcome]")
    if (!outcome) return
    if (reply?.type !== "ok") outcome.textContent = root.dataset.failed ?? ""
    else outcome.textContent = kind === "message" ? (root.dataset.sent ?? "") : ""
  }

  async function ring() {
    const [desk, { Sounds }] = await Promise.all([
      import("../shared/announcement-desk.js"),
      import("../shared/sounds.js"),
    ])
    announcements = desk.announcementDesk(root, new Sounds())
    render()
  }

  ring()
  setInterval(render, refreshEvery)
  freshDay(render)
  whenWoken(() => socket.wake())
  addEventListener("pagehide", () => socket.stop(), { once: true })
  render()
  socket.connect()
}
