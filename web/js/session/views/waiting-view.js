// @ts-check
import { attribute, copy, find, keyed, ref, setIcon, show, showTrack, write } from "./dom.js"
import { deviceWord, renderToggle } from "./device-words.js"
/**
 * @import { CallState } from "../call-state.js"
 * @import { OwnMedia } from "../own-media.js"
 * @import { Level } from "../quality.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} WaitingActions
 * @property {() => void} leave
 * @property {() => void} ring
 * @property {() => void} settings
 * @property {(kind: "camera" | "mic") => void} toggle
 */

/** The waiting room, as the one who waits sees it. */
export class WaitingView {
  #root
  #words
  #times
  #withName = ""

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
    ring.onclick = () => ring.ariaDisabled !== "true" && actions.ring()
    ref(root, "settings").onclick = actions.settings
    ref(root, "camera").onclick = () => actions.toggle("camera")
    ref(root, "mic").onclick = () => actions.toggle("mic")
  }

  /** @param {{ withName: string }} session */
  introduce({ withName }) {
    this.#withName = withName
    attribute(ref(this.#root, "messages"), "aria-label", this.#words.text("waiting.messages", { name: withName }))
  }

  /** @param {{ call: CallState, media: OwnMedia, reconnecting: boolean, network: Level | null, phone: boolean }} state */
  render({ call, media, reconnecting, network, phone }) {
    const root = this.#root
    const { status } = call
    write(ref(root, "lead"), this.#lead(call, reconnecting))
    show(/** @type {HTMLElement} */ (ref(root, "since").parentElement), status !== null)
    show(ref(root, "bookedItem"), status !== null)
    if (status) {
      const { waitingSince, startsAt, endsAt } = status
      const [start, end] = [this.#times.clock(startsAt), this.#times.clock(endsAt)]
      write(ref(root, "since"), this.#words.text("waiting.since", { time: this.#times.clock(waitingSince) }))
      write(ref(root, "booked"), this.#words.text("waiting.booked", { start, end }))
    }
    this.#renderNetwork(reconnecting ? null : network)
    attribute(ref(root, "ring"), "aria-disabled", reconnecting ? "true" : null)
    keyed(ref(root, "messages"), call.notes.map((note, index) => ({ ...note, index })), {
      key: (note) => String(note.index),
      make: () => copy("waiting-message"),
      update: (element, { text, at }) => {
        const from = { name: this.#withName, time: this.#times.clock(at) }
        write(ref(element, "text"), text)
        write(ref(element, "from"), this.#words.text("waiting.messageFrom", from))
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
  }

  /** @param {CallState} call @param {boolean} reconnecting */
  #lead({ status, sentBack }, reconnecting) {
    const name = this.#withName
    if (reconnecting) return this.#words.text("waiting.reconnecting")
    if (sentBack?.reason) return this.#words.text("waiting.sentBackReason", { name, reason: sentBack.reason })
    if (sentBack) return this.#words.text("waiting.sentBack", { name })
    if (status?.room_locked) return this.#words.text("waiting.locked", { name })
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
