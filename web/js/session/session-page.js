// @ts-check
import { CallCommands } from "./call-commands.js"
import { browserKind } from "./devices.js"
import { Entrance } from "./entrance.js"
import { MediaDesk } from "./media-desk.js"
import { Narrator } from "./narrator.js"
import { Portal } from "./portal.js"
import { QualityWatch } from "./quality-watch.js"
import { RequestRefused } from "./pending-requests.js"
import { RoomSession } from "./room-session.js"
import { ScreenAwake } from "./screen-awake.js"
import { ServerClock } from "../shared/server-clock.js"
import { Times } from "../shared/times.js"
import { Announcer } from "./views/announcer.js"
import { Dialogs } from "./views/dialogs.js"
import { Screens } from "./views/screens.js"
/**
 * @import { Boot } from "./boot.js"
 * @import { makeHost } from "./host.js"
 * @import { Instance } from "./instance.js"
 * @import { Level } from "./quality.js"
 * @import { Command } from "./views/call-bar.js"
 * @import { Screen } from "./views/frame.js"
 * @import { Words } from "../shared/words.js"
 */

/** Wide enough for a panel beside the stage. */
const wide = "(width >= 56rem)"

/** The page as a whole: which screen is shown, and what each press on it does. */
export class SessionPage {
  #isHost
  #clock
  #portal
  /** @type {Entrance} */
  #entrance
  #desk
  #session
  #screens
  #narrator
  #commands
  #host
  #dialogs = new Dialogs()
  #awake = new ScreenAwake()
  #selfShown = true
  /** @type {"people" | "chat" | null} */
  #panel = null
  #unread = 0
  /** @type {Level | null} */
  #quality = null
  /** @type {import("./call-state.js").CallState["phase"]} */
  #phase = "connecting"
  #wasSharing = false
  #renderDue = false

  /**
   * @param {Boot} boot
   * @param {Words} words
   * @param {Instance} instance
   * @param {typeof makeHost | null} hostMaker - Loaded for hosts alone.
   */
  constructor(boot, words, instance, hostMaker) {
    this.#isHost = boot.role === "host"
    this.#clock = new ServerClock(boot.serverNow)
    this.#portal = new Portal(boot, location.hash.slice(1))
    const phone = matchMedia("(pointer: coarse)").matches
    this.#desk = new MediaDesk({
      mediaDevices: navigator.mediaDevices,
      permissions: navigator.permissions,
      storage: sessionStorage,
      phone,
      onChange: () => this.#mediaChanged(),
      onTurn: (kind, turn) => this.#narrator.device(kind, turn),
      onLevel: (level) => this.#screens.level(level),
    })
    this.#session = new RoomSession({
      media: this.#desk.media,
      instance,
      clock: this.#clock,
      fetchToken: () => this.#portal.token(this.#entrance.name),
      later: (run, afterMs) => {
        const timer = setTimeout(run, afterMs)
        return () => clearTimeout(timer)
      },
      onChange: () => this.#sessionChanged(),
      onEvent: (event) => this.#narrator.event(event),
      onDuplicate: () => this.#entrance.askTakeOver(),
    })
    const request = this.#session.request.bind(this.#session)
    const nameOf = (/** @type {string} */ id) => this.#session.state.names[id] ?? words.text("call.someone")
    const browser = browserKind(navigator.userAgent, navigator.maxTouchPoints)
    const times = new Times(words, boot.timeZone)
    this.#host = hostMaker?.({
      request,
      nameOf,
      words,
      times,
      dialogs: this.#dialogs,
      sounds: this.#desk.sounds,
      say: (key, values) => this.#narrator.say(key, values),
      tell: (key, values) => this.#narrator.tell(key, values),
      endAll: () => this.#endAll(),
      close: () => this.#showPanel(null),
    })
    const parts = { words, times, boot, desk: this.#desk, dialogs: this.#dialogs, phone, browser }
    this.#screens = new Screens(parts, {
      join: (name) => this.#entrance.join(name),
      back: () => this.#entrance.comeBackIn(this.#shownEnd?.kind),
      command: (command) => this.#command(command),
      closePanel: () => this.#showPanel(null),
      leaveWaiting: () => this.#session.leave(),
      ring: () => this.#ring(),
      again: () => this.wake(),
      chat: (text) => request("chat.send", { text }),
    }, this.#host?.panel ?? null)
    this.#entrance = new Entrance(boot, {
      words,
      times,
      instance,
      clock: this.#clock,
      portal: this.#portal,
      desk: this.#desk,
      session: this.#session,
      screens: this.#screens,
      dialogs: this.#dialogs,
      onChange: () => this.#render(),
    })
    this.#narrator = new Narrator({
      words,
      times,
      announcer: new Announcer(),
      notices: this.#screens.notices,
      sounds: this.#desk.sounds,
      nameOf,
      turnOn: (kind) => this.#commands.set(kind, true),
      enforce: (kinds) => this.#commands.enforce(kinds),
      chatIsOpen: () => this.#panel === "chat",
      onUnread: () => this.#unread += 1,
    })
    this.#commands = new CallCommands(this.#desk, this.#session, this.#narrator)
    new QualityWatch(() => this.#session.mesh.connections, (level) => this.#report(level))
    setInterval(() => this.#render(), 5_000)
  }

  async start() {
    await this.#entrance.start()
  }

  /** The page is shown again, has another network, or somebody lost patience. */
  wake() {
    this.#session.wake()
    this.#desk.look()
    this.#render()
  }

  async #ring() {
    try {
      const { heard } = await this.#session.request("waiting.knock")
      return heard === false ? "waiting.rangUnheard" : "waiting.rang"
    } catch (error) {
      const isTooSoon = error instanceof RequestRefused && error.code === "rate_limited"
      return isTooSoon ? "waiting.rangTooSoon" : "waiting.rangFailed"
    }
  }

  /** @param {Command} command */
  #command(command) {
    switch (command) {
      case "mic":
      case "camera":
        return this.#commands.toggle(command)
      case "share":
        return this.#commands.share()
      case "selfView":
        this.#selfShown = !this.#selfShown
        return this.#render()
      case "settings":
        return this.#screens.openSettings()
      case "chat":
        return this.#showPanel(this.#panel === "chat" ? null : "chat")
      case "people":
        if (this.#isHost) this.#showPanel(this.#panel === "people" ? null : "people")
        return
      case "leave":
        return this.#leave()
    }
  }

  /** @param {"people" | "chat" | null} panel @param {{ focus?: boolean }} [how] */
  #showPanel(panel, { focus = true } = {}) {
    const closed = this.#panel
    this.#panel = panel
    if (panel === "chat") this.#unread = 0
    this.#renderNow()
    if (panel && focus) this.#screens.focusPanel(panel)
    else if (closed && !panel) this.#screens.focusCommand(closed)
  }

  /** One person's act; ending for all is the host's, and another. */
  async #leave() {
    const answer = await this.#dialogs.ask("leave")
    if (answer?.answer === "leave") this.#session.leave()
    if (answer?.answer === "end") this.#host?.acts.end()
  }

  async #endAll() {
    if (await this.#dialogs.ask("end")) this.#host?.acts.end()
  }

  /** @param {Level | null} level */
  #report(level) {
    if (level && level !== this.#quality) this.#session.request("quality.report", { level }).catch(() => {})
    this.#quality = level
    this.#render()
  }

  #mediaChanged() {
    const { media } = this.#desk
    if (!media.sharing && this.#wasSharing) this.#commands.released()
    this.#wasSharing = media.sharing
    if (media.mic === "on") this.#narrator.settle("mic")
    if (media.camera === "on") this.#narrator.settle("camera")
    this.#session.mediaChanged()
    this.#render()
  }

  #sessionChanged() {
    const { phase } = this.#session.state
    if (phase !== this.#phase) this.#entered(phase)
    this.#render()
  }

  /** @param {import("./call-state.js").CallState["phase"]} phase */
  #entered(phase) {
    this.#phase = phase
    this.#awake.want(phase === "waiting" || phase === "admitted")
    if (phase === "waiting" || phase === "admitted") this.#entrance.joining = false
    if (phase === "admitted" && this.#isHost && matchMedia(wide).matches) this.#panel = "people"
    if (phase === "waiting") this.#panel = null
    if (phase !== "ended") return
    this.#entrance.joining = false
    this.#panel = null
    this.#unread = 0
    this.#dialogs.closeAll()
    this.#screens.notices.clear()
    this.#desk.media.stop()
  }

  get #shownEnd() {
    return this.#entrance.end ?? this.#session.state.end
  }

  /** @returns {Screen} */
  get #screen() {
    if (this.#entrance.end) return "ended"
    const { phase } = this.#session.state
    if (phase === "waiting" || phase === "ended") return phase
    return phase === "admitted" ? "session" : this.#entrance.place
  }

  /** Soon, and once for many changes; timers of hidden pages are slow, microtasks are not. */
  #render() {
    if (this.#renderDue) return
    this.#renderDue = true
    queueMicrotask(() => this.#renderNow())
  }

  #renderNow() {
    this.#renderDue = false
    const { outage } = this.#session
    if (this.#screen === "session") this.#narrator.outage(outage, this.#session.isConnected)
    this.#host?.announcements.show(this.#screen === "session" ? this.#session.state.waiting : [])
    this.#screens.render({
      screen: this.#screen,
      call: this.#session.state,
      end: this.#shownEnd,
      others: this.#session.others,
      streams: this.#session.streams,
      linkOf: (id) => this.#session.mesh.stateOf(id),
      outage,
      joining: this.#entrance.joining,
      network: this.#entrance.network,
      quality: this.#quality,
      selfShown: this.#selfShown,
      panel: this.#panel,
      unread: this.#unread,
      now: this.#clock.now(),
    })
  }
}
