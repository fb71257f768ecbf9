// @ts-check
/**
 * @import { DeviceTurn } from "./own-device.js"
 * @import { Outage } from "./outage.js"
 * @import { SessionEvent } from "./session-events.js"
 * @import { Announcer } from "./views/announcer.js"
 * @import { Notices } from "./views/notices.js"
 * @import { Sounds } from "../shared/sounds.js"
 * @import { Times } from "../shared/times.js"
 * @import { Words } from "../shared/words.js"
 */

/**
 * @typedef {object} NarratorOptions
 * @property {Words} words
 * @property {Times} times
 * @property {Announcer} announcer
 * @property {Notices} notices
 * @property {Sounds} sounds
 * @property {(id: string) => string} nameOf
 * @property {(kind: "mic" | "camera") => void} turnOn
 * @property {(kinds: ReadonlyArray<"audio" | "video" | "screen">) => void} enforce
 * @property {() => boolean} chatIsOpen
 * @property {() => void} onUnread
 */

/** Puts what happens into words: spoken, written where it matters, with a sound where somebody may look elsewhere. */
export class Narrator {
  #options
  /** What was said last of the server. */
  #outage = "call.back"

  /** @param {NarratorOptions} options */
  constructor(options) {
    this.#options = options
  }

  /** @param {string} key @param {Record<string, string | number>} [values] */
  say(key, values) {
    this.#options.announcer.say(this.#options.words.text(key, values))
  }

  /**
   * Says it, and leaves it on the stage until dismissed.
   *
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @param {string} [matter] - A newer notice about the same matter takes its place.
   */
  tell(key, values, matter = key) {
    const text = this.#options.words.text(key, values)
    this.#options.announcer.say(text, { urgent: true })
    this.#options.notices.add(matter, text)
  }

  /** A device is as it should be: what was written about it is settled. @param {"mic" | "camera" | "screen"} matter */
  settle(matter) {
    this.#options.notices.remove(matter)
  }

  /**
   * The server is out of reach in the session, for how long, or (null) there again.
   *
   * @param {Outage | null} outage
   * @param {boolean} connected - Whether picture and sound go on all the same.
   */
  outage(outage, connected) {
    const key = !outage ? "call.back" : connected ? "outage.media" : `outage.${outage === "short" ? "session" : outage}`
    if (key === this.#outage) return
    this.#outage = key
    this.say(key)
  }

  /** A device did something that nobody here asked for. @param {"mic" | "camera"} kind @param {DeviceTurn} turn */
  device(kind, turn) {
    if (turn === "back") {
      this.settle(kind)
      this.say(`call.${kind}Back`)
    } else if (turn === "held") this.tell(`call.${kind}Held`, {}, kind)
    else this.#offer(kind, this.#options.words.text(`call.${kind}Gone`))
  }

  /** @param {SessionEvent} event */
  event(event) {
    const { notices, sounds, enforce, nameOf } = this.#options
    switch (event.type) {
      case "arrived":
        return this.say("people.arrived", { name: event.waiting.displayName })
      case "knocked":
        return this.say("people.arrived", { name: nameOf(event.id) })
      case "wentAway":
        return this.say("people.wentAway", { name: nameOf(event.id) })
      case "admitted":
        sounds.play("door")
        return this.say("call.admitted")
      case "sentBack":
        return notices.clear()
      case "note":
        return sounds.play("arrival")
      case "joined":
        return this.say("call.joined", { name: nameOf(event.id) })
      case "left":
        return this.say("call.left", { name: nameOf(event.id) })
      case "dropped":
        return this.say("call.dropped", { name: nameOf(event.id) })
      case "shareStarted":
        return this.say("call.startedShare", { name: nameOf(event.id) })
      case "locked":
        return this.say(event.locked ? "people.lockSaid" : "people.unlockSaid")
      case "reopened":
        return this.say("people.reopened")
      case "moved": {
        const { times } = this.#options
        const start = times.moment(event.startsAt, event.now)
        return this.say("waiting.moved", { start, end: times.clock(event.endsAt) })
      }
      case "handedOver":
        return event.waits
          ? this.say("call.handedOver", { name: event.name })
          : this.tell("call.handedOver", { name: event.name })
      case "alerted":
        return this.say("waiting.alerted", { time: this.#options.times.clock(event.at) })
      case "ending":
        return this.tell("call.endsIn", { count: event.minutes })
      case "enforced":
        enforce(event.kinds)
        return this.#enforced(event.kinds, nameOf(event.by))
      case "asked":
        return this.#asked(event.kind === "video" ? "camera" : "mic", nameOf(event.by))
      case "chat":
        return this.#chat(event.message.text, nameOf(event.message.from))
    }
  }

  /** @param {ReadonlyArray<string>} kinds @param {string} name */
  #enforced(kinds, name) {
    if (kinds.includes("audio")) this.tell("call.mutedBy", { name }, "mic")
    if (kinds.includes("video")) this.tell("call.cameraStoppedBy", { name }, "camera")
    if (kinds.includes("screen")) this.tell("call.shareStoppedBy", { name }, "screen")
  }

  /** There is no unmuting from afar: the person decides. @param {"mic" | "camera"} kind @param {string} name */
  #asked(kind, name) {
    this.#offer(kind, this.#options.words.text(kind === "mic" ? "call.askedToUnmute" : "call.askedToShow", { name }))
  }

  /** Says it, and leaves it on the stage with a button that turns the device on. @param {"mic" | "camera"} kind @param {string} text */
  #offer(kind, text) {
    const { words, announcer, notices, turnOn } = this.#options
    const word = words.text(kind === "mic" ? "call.unmuteNow" : "call.showNow")
    announcer.say(text, { urgent: true })
    notices.add(kind, text, { word, run: () => turnOn(kind) })
  }

  /** @param {string} text @param {string} name */
  #chat(text, name) {
    if (!this.#options.chatIsOpen()) this.#options.onUnread()
    this.say("chat.new", { name, text })
  }
}
