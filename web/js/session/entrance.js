// @ts-check
import { Problem } from "../shared/api.js"
import { opened } from "./boot.js"
import { alreadyAllowed } from "./devices.js"
import { Ended } from "./entry.js"
import { refused } from "./portal.js"
import { probe } from "./quality.js"
/**
 * @import { Boot } from "./boot.js"
 * @import { End, EndKind } from "./close-codes.js"
 * @import { Instance } from "./instance.js"
 * @import { MediaDesk } from "./media-desk.js"
 * @import { Portal } from "./portal.js"
 * @import { Level } from "./quality.js"
 * @import { RoomSession } from "./room-session.js"
 * @import { Dialogs } from "./views/dialogs.js"
 * @import { Screen } from "./views/frame.js"
 * @import { Screens } from "./views/screens.js"
 * @import { ServerClock } from "../shared/server-clock.js"
 * @import { Times } from "../shared/times.js"
 * @import { Words } from "../shared/words.js"
 */

/**
 * @typedef {object} EntranceParts
 * @property {Words} words
 * @property {Times} times
 * @property {Instance} instance
 * @property {ServerClock} clock
 * @property {Portal} portal
 * @property {MediaDesk} desk
 * @property {RoomSession} session
 * @property {Screens} screens
 * @property {Dialogs} dialogs
 * @property {() => void} onChange
 */

/** The way in: the link, the check, the token, another tab, and back in after the end. */
export class Entrance {
  #parts

  /** What is known of the session; a visitor's page learns it when the link is opened. @type {Boot} */
  boot
  /** The name to show in this session. */
  name
  /** Where the person is while there is no session. @type {Screen} */
  place = "loading"
  /** Why not, said before there was a session. @type {End | null} */
  end = null
  joining = false
  /** How well the server can be reached; null until it was tried. @type {Level | null} */
  network = null

  /** @param {Boot} boot @param {EntranceParts} parts */
  constructor(boot, parts) {
    this.boot = boot
    this.name = parts.instance.name ?? boot.displayName
    this.#parts = parts
  }

  /** Begins, or begins again: a reload goes on where it was, everybody else starts with the check (V7). */
  async start() {
    const { instance, desk, session } = this.#parts
    const { resume } = instance
    if (this.boot.openUrl && !await this.#openLink(resume !== undefined)) return
    this.#introduce()
    if (resume) {
      desk.reopen()
      return session.comeBack(resume)
    }
    this.#goTo("check")
    if (await alreadyAllowed(navigator.permissions)) desk.turnOn()
    this.#probe()
  }

  /** @param {string} name @param {boolean} [takeOver] */
  async join(name, takeOver = false) {
    if (this.joining) return
    const { instance, portal, session } = this.#parts
    this.name = name
    this.joining = true
    instance.keep({ name })
    this.#parts.onChange()
    try {
      session.enter(await portal.token(name), { takeOver })
    } catch (error) {
      this.joining = false
      if (error instanceof Ended) this.#stop(error.end)
      else this.#backToCheck(this.#parts.words.text(errorWord(error)))
    }
  }

  /** Another tab or device of the same person is connected. */
  async askTakeOver() {
    const { dialogs, session } = this.#parts
    if (await dialogs.ask("takeover")) session.takeOver()
    else session.stayAway()
  }

  /**
   * From the last screen. What was meant for this very page goes straight in; everybody else checks again.
   *
   * @param {EndKind | undefined} kind
   */
  comeBackIn(kind) {
    const { desk, session } = this.#parts
    // Whoever logged out elsewhere logs in first; the page itself leads there.
    if (kind === "withdrawn" || (this.boot.openUrl && !this.boot.room)) return location.reload()
    this.end = null
    session.reset()
    desk.reopen()
    this.#goTo("check")
    if (kind === "replaced" || kind === "taken") this.join(this.name, true)
    else if (kind === "lost") this.join(this.name)
  }

  /**
   * Asks what a direct link leads to.
   *
   * @param {boolean} returning - Already in: only names and times are wanted.
   * @returns {Promise<boolean>} Whether to go on.
   */
  async #openLink(returning) {
    try {
      const answer = await this.#parts.portal.open()
      this.boot = opened(this.boot, answer)
      this.#parts.clock.set(this.boot.serverNow)
      if (returning || answer.state === "open") return true
      this.#introduce()
      if (answer.state === "refused") this.#stop(refused(answer.reasons ?? []))
      else await this.#count()
    } catch (error) {
      if (returning) return true
      this.#stop(error instanceof Ended ? error.end : { kind: "lost" })
    }
    return false
  }

  async #count() {
    const { countToOpening } = await import("./views/early-view.js")
    countToOpening(this.#parts, { ...this.boot, when: this.#when }, () => this.start())
    this.#goTo("early")
  }

  #introduce() {
    this.#parts.screens.introduce(this.boot, { name: this.name, when: this.#when })
  }

  get #when() {
    const { startsAt, endsAt } = this.boot
    return startsAt ? this.#parts.times.span(startsAt, endsAt, this.#parts.clock.now()) : ""
  }

  async #probe() {
    const { room } = this.boot
    if (!room) return
    const url = `/v1/rooms/${encodeURIComponent(room)}/status`
    this.network = await probe(() => fetch(url, { cache: "no-store" }), () => performance.now())
    this.#parts.session.network = this.network === "poor" ? "poor" : "unknown"
    this.#parts.session.mediaChanged()
    this.#parts.onChange()
  }

  /** @param {string} text */
  #backToCheck(text) {
    this.joining = false
    this.#parts.session.reset()
    this.#goTo("check")
    this.#parts.screens.fail({ text, field: false })
  }

  /** @param {End} end */
  #stop(end) {
    this.#parts.desk.media.stop()
    this.end = end
    this.#goTo("ended")
  }

  /** @param {Screen} place */
  #goTo(place) {
    this.place = place
    this.#parts.onChange()
  }
}

/** @param {unknown} error */
function errorWord(error) {
  if (!(error instanceof Problem)) return "errors.network"
  return error.status === 429 || error.status === 503 ? "errors.busy" : "errors.unexpected"
}
