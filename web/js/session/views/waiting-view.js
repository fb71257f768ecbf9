// @ts-check
import { attribute, copy, find, keyed, ref, setIcon, show, showTrack, write } from "./dom.js"
import { timeNow } from "../booked-time.js"
import { deviceTrouble, deviceWord, renderToggle } from "./device-words.js"
import { outageText } from "./outage-words.js"
/**
 * @import { BookedTime } from "../booked-time.js"
 * @import { CallState } from "../call-state.js"
 * @import { Outage } from "../outage.js"
 * @import { OwnMedia } from "../own-media.js"
 * @import { Level } from "../quality.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} WaitingActions
 * @property {() => void} leave
 * @property {() => Promise<string>} ring - Brings back which words say what came of it.
 * @property {() => void} again - Tries to reach the server at once.
 * @property {() => void} settings
 * @property {(kind: "camera" | "mic") => void} toggle
 */

/** The waiting room, as the one who waits sees it. */
export class WaitingView {
  #root
  #words
  #times
  #withName = ""
  #telephone = ""
  #hostPresent = false
  /** @type {BookedTime} */
  #booked = { startsAt: 0, endsAt: 0, opensAt: 0 }

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {Times} times
   * @param {WaitingActions} actions
   */
  constructor(root, words, times, actions) {
    this.#root = root
    this.#words = words
    this.#times = times
    ref(root, "leave").onclick = actions.leave
    const ring = ref(root, "ring")
    ring.onclick = async () => {
      if (ring.ariaDisabled !== "true") write(ref(root, "rang"), words.text(await actions.ring()))
    }
    ref(root, "again").onclick = actions.again
    ref(root, "settings").onclick = actions.settings
    ref(root, "camera").onclick = () => actions.toggle("camera")
    ref(root, "mic").onclick = () => actions.toggle("mic")
  }

  /** @param {{ withName: string, practice: { telephone: string } } & BookedTime} session */
  introduce({ withName, practice, startsAt, endsAt, opensAt }) {
    this.#booked = { startsAt, endsAt, opensAt }
    this.#withName = withName
    this.#telephone = practice.telephone
  }

  /**
   * @param {{ call: CallState, media: OwnMedia, outage: Outage | null, network: Level | null, phone: boolean, now: number }} state
   */
  render({ call, media, outage, network, phone, now }) {
    const root = this.#root
    const { status } = call
    const name = call.hostName || this.#withName
    write(ref(root, "lead"), outage ? this.#outage(outage, call, now) : this.#lead(call, now))
    attribute(ref(root, "lead"), "data-outage", outage)
    const isOut = outage !== null && outage !== "short"
    write(ref(root, "title"), this.#words.text(isOut ? "outage.title" : "waiting.title"))
    show(ref(root, "again"), isOut)
    show(/** @type {HTMLElement} */ (ref(root, "since").parentElement), status !== null)
    show(ref(root, "bookedItem"), status !== null)
    show(ref(root, "alertedItem"), Boolean(status?.alertedAt))
    if (status?.alertedAt) {
      write(ref(root, "alerted"), this.#words.text("waiting.alerted", { time: this.#times.clock(status.alertedAt) }))
    }
    if (status && status.hostPresent !== this.#hostPresent) {
      this.#hostPresent = status.hostPresent
      // What came of ringing before isn't so any more.
      write(ref(root, "rang"), "")
    }
    this.#renderMove(status, now)
    this.#renderHandOver(name)
    if (status) {
      const { waitingSince, startsAt, endsAt } = status
      const [start, end] = [this.#times.moment(startsAt, now), this.#times.clock(endsAt)]
      write(ref(root, "since"), this.#words.text("waiting.since", { time: this.#times.clock(waitingSince) }))
      write(ref(root, "booked"), this.#words.text("waiting.booked", { start, end }))
    }
    this.#renderNetwork(outage ? null : network)
    attribute(ref(root, "ring"), "aria-disabled", outage ? "true" : null)
    attribute(ref(root, "messages"), "aria-label", this.#words.text("waiting.messages", { name }))
    keyed(ref(root, "messages"), call.notes.map((note, index) => ({ ...note, index })), {
      key: (note) => String(note.index),
      make: () => copy("waiting-message"),
      update: (element, { text, at, from }) => {
        const sender = { name: from || this.#withName, time: this.#times.clock(at) }
        write(ref(element, "text"), text)
        write(ref(element, "from"), this.#words.text("waiting.messageFrom", sender))
      },
    })
    const on = media.camera === "on"
    show(ref(root, "mirror"), on)
    attribute(ref(root, "mirror"), "data-rear", media.choice.facing === "environment" && phone ? "" : null)
    show(ref(root, "blank"), !on)
    write(ref(root, "blankTitle"), deviceWord(this.#words, "camera", media.camera))
    showTrack(ref(root, "video", HTMLVideoElement), media.cameraTrack)
    renderToggle(ref(root, "camera"), this.#words, "camera", media.camera)
    renderToggle(ref(root, "mic"), this.#words, "mic", media.mic)
    const trouble = deviceTrouble(this.#words, media)
    show(ref(root, "trouble"), trouble !== "")
    write(ref(root, "trouble"), trouble)
  }

  /** @param {Outage} outage @param {CallState} call @param {number} now */
  #outage(outage, { status }, now) {
    const placeUntil = status && status.closesAt > now ? this.#times.clock(status.closesAt) : ""
    return outageText(this.#words, outage, { where: "waiting", placeUntil, telephone: this.#telephone })
  }

  /** Where the session's time is another one than when the page was loaded. @param {CallState["status"]} status @param {number} now */
  #renderMove(status, now) {
    const element = ref(this.#root, "moved")
    const isMoved = status !== null && timeNow(this.#booked, status, now).isMoved
    show(element, isMoved)
    if (!isMoved) return
    const start = this.#times.moment(status.startsAt, now)
    write(element, this.#words.text("waiting.moved", { start, end: this.#times.clock(status.endsAt) }))
  }

  /** Where the session is with somebody else than when the page was loaded. @param {string} name */
  #renderHandOver(name) {
    const element = ref(this.#root, "handed")
    const isHandedOver = name !== this.#withName
    show(element, isHandedOver)
    if (isHandedOver) write(element, this.#words.text("call.handedOver", { name }))
  }

  /** @param {CallState} call @param {number} now */
  #lead({ status, sentBack, hostName }, now) {
    const name = hostName || this.#withName
    if (sentBack?.reason) return this.#words.text("waiting.sentBackReason", { name, reason: sentBack.reason })
    if (sentBack) return this.#words.text("waiting.sentBack", { name })
    if (status?.room_locked) return this.#words.text("waiting.locked", { name })
    const opensAt = status && timeNow(this.#booked, status, now).opensAt
    if (opensAt) return this.#words.text("waiting.notOpen", { time: this.#times.moment(opensAt, now) })
    return this.#words.text(status?.hostPresent ? "waiting.hostHere" : "waiting.hostAway", { name })
  }

  /** @param {Level | null} network */
  #renderNetwork(network) {
    const item = ref(this.#root, "network")
    show(item, network !== null)
    if (!network) return
    setIcon(item, { good: "signal-3", fair: "signal-2", poor: "signal-1" }[network])
    attribute(item, "data-tone", network === "good" ? "good" : "caution")
    write(find(item, "span"), this.#words.text(`waiting.${network}`))
  }
}
