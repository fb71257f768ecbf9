// @ts-check
import { RequestRefused } from "./pending-requests.js"
/**
 * @import { MediaDesk } from "./media-desk.js"
 * @import { Narrator } from "./narrator.js"
 * @import { RoomSession } from "./room-session.js"
 */

/** What a person does with microphone, camera and screen in the session. */
export class CallCommands {
  #desk
  #session
  #narrator

  /**
   * @param {MediaDesk} desk
   * @param {RoomSession} session
   * @param {Narrator} narrator
   */
  constructor(desk, session, narrator) {
    this.#desk = desk
    this.#session = session
    this.#narrator = narrator
  }

  /** @param {"mic" | "camera"} kind */
  async toggle(kind) {
    await this.set(kind, this.#desk.media[kind] !== "on")
  }

  /** @param {"mic" | "camera"} kind @param {boolean} on */
  async set(kind, on) {
    if (on && !this.#session.state.perms[kind === "mic" ? "audio" : "video"]) {
      return this.#narrator.tell("call.notAllowed")
    }
    await this.#desk.set(kind, on)
    const isOn = this.#desk.media[kind] === "on"
    if (on && !isOn) return this.#failed(kind)
    if (isOn) this.#narrator.settle(kind)
    if (kind === "mic") this.#narrator.say(isOn ? "call.youUnmuted" : "call.youMuted")
    else this.#narrator.say(isOn ? "call.youShowed" : "call.youHid")
  }

  /** @param {"mic" | "camera"} kind */
  #failed(kind) {
    const held = this.#desk.media[kind] === "held"
    this.#narrator.tell(held ? `call.${kind}Held` : "call.deviceFailed", {}, kind)
  }

  async share() {
    const { media } = this.#desk
    if (media.sharing) return this.unshare()
    if (!media.canShare) return this.#narrator.tell("call.noShare", {}, "screen")
    if (!this.#session.state.perms.screen) return this.#narrator.tell("call.notAllowed")
    try {
      const { granted } = await this.#session.request("screen.request")
      if (!granted) return this.#narrator.tell("call.shareBusySomeone", {}, "screen")
    } catch (error) {
      return this.#busy(error)
    }
    if (!await media.share()) return this.released()
    this.#narrator.settle("screen")
    this.#narrator.say("call.shareOn")
  }

  unshare() {
    this.#desk.media.unshare()
    this.#narrator.say("call.shareOff")
  }

  /** The screen is free for others. Harmless when it was not held. */
  released() {
    this.#session.request("screen.release").catch(() => {})
  }

  /** A host has switched something off. @param {ReadonlyArray<"audio" | "video" | "screen">} kinds */
  enforce(kinds) {
    if (kinds.includes("audio")) this.#desk.set("mic", false)
    if (kinds.includes("video")) this.#desk.set("camera", false)
    if (kinds.includes("screen")) this.#desk.media.unshare()
  }

  /** @param {unknown} error */
  #busy(error) {
    if (!(error instanceof RequestRefused)) return this.#narrator.tell("call.shareFailed", {}, "screen")
    const holder = this.#session.state.names[error.details.holder ?? ""]
    if (error.code !== "screen_busy") this.#narrator.tell("call.notAllowed")
    else if (holder) this.#narrator.tell("call.shareBusy", { name: holder }, "screen")
    else this.#narrator.tell("call.shareBusySomeone", {}, "screen")
  }
}
