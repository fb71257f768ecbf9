// @ts-check
import { opened } from "./boot.js"
import { CallCommands } from "./call-commands.js"
import { alreadyAllowed, browserKind } from "./devices.js"
import { MediaDesk } from "./media-desk.js"
import { Narrator } from "./narrator.js"
import { Portal, refused } from "./portal.js"
import { probe } from "./quality.js"
import { QualityWatch } from "./quality-watch.js"
import { RoomSession } from "./room-session.js"
import { ScreenAwake } from "./screen-awake.js"
import { Ended } from "./signaling-client.js"
import { ServerClock } from "../shared/server-clock.js"
import { Times } from "../shared/times.js"
import { Announcer } from "./views/announcer.js"
import { Dialogs } from "./views/dialogs.js"
import { Screens } from "./views/screens.js"
/**
 * @import { Boot } from "./boot.js"
 * @import { End } from "./close-codes.js"
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
  #boot
  #words
  #instance
  #clock
  #times
  #portal
  #desk
  #session
  #screens
  #narrator
  #commands
  #host
  #dialogs = new Dialogs()
  #awake = new ScreenAwake()
  #name
  /** Where the person is while there is no session. @type {Screen} */
  #place = "loading"
  /** Why not, said before there was a session. @type {End | null} */
  #end = null
  #joining = false
  #selfShown = true
  /** @type {"people" | "chat" | null} */
  #panel = null
  #unread = 0
  /** @type {Level | null} */
  #network = null
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
    this.#boot = boot
    this.#words = words
    this.#instance = instance
    this.#name = instance.name ?? boot.displayName
    this.#clock = new ServerClock(boot.serverNow)
    this.#portal = new Portal(boot, location.hash.slice(1))
    const phone = matchMedia("(pointer: coarse)").matches
    this.#desk = new MediaDesk({
      mediaDevices: navigator.mediaDevices,
      storage: sessionStorage,
      phone,
      onChange: () => this.#mediaChanged(),
      onLevel: (level) => this.#screens.level(level),
    })
    this.#session = new RoomSession({
      media: this.#desk.media,
      instance,
      clock: this.#clock,
      fetchToken: () => this.#portal.token(this.#name),
      later: (run, afterMs) => {
        const timer = setTimeout(run, afterMs)
        return () => clearTimeout(timer)
      },
      onChange: () => this.#sessionChanged(),
      onEvent: (event) => this.#narrator.event(event),
      onDuplicate: () => this.#askTakeOver(),
      onNameTaken: () => this.#backToCheck({ text: words.text("errors.nameTaken"), field: true }),
    })
    const request = this.#session.request.bind(this.#session)
    const nameOf = (/** @type {string} */ id) => this.#session.state.names[id] ?? words.text("call.someone")
    const browser = browserKind(navigator.userAgent, navigator.maxTouchPoints)
    this.#times = new Times(words, boot.timeZone)
    this.#host = hostMaker?.({
      request,
      nameOf,
      words,
      times: this.#times,
      dialogs: this.#dialogs,
      say: (key, values) => this.#narrator.say(key, values),
      tell: (key, values) => this.#narrator.tell(key, values),
      endAll: () => this.#endAll(),
      close: () => this.#showPanel(null),
    })
    const parts = { words, times: this.#times, boot, desk: this.#desk, dialogs: this.#dialogs, phone, browser }
    this.#screens = new Screens(parts, {
      join: (name) => this.#join(name),
      back: () => this.#comeBackIn(),
      command: (command) => this.#command(command),
      closePanel: () => this.#showPanel(null),
      leaveWaiting: () => this.#session.leave(),
      ring: () => this.#ring(),
      chat: (text) => request("chat.send", { text }),
    }, this.#host?.panel ?? null)
    this.#narrator = new Narrator({
      words,
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
    setInterval(() => this.#render(), 10_000)
  }

  /** Begins, or begins again: a reload goes on where it was, everybody else starts with the check (V7). */
  async start() {
    const { resume } = this.#instance
    if (this.#boot.openUrl && !await this.#openLink(resume !== undefined)) return
    this.#introduce()
    if (resume) {
      this.#desk.reopen()
      return this.#session.comeBack(resume)
    }
    this.#goTo("check")
    if (await alreadyAllowed(navigator.permissions)) this.#desk.turnOn()
    this.#probe()
  }

  /** The page is shown again, or has a network again. */
  wake() {
    this.#session.wake()
  }

  /**
   * Asks what a direct link leads to.
   *
   * @param {boolean} returning - Already in: only names and times are wanted.
   * @returns {Promise<boolean>} Whether to go on.
   */
  async #openLink(returning) {
    try {
      const answer = await this.#portal.open()
      this.#boot = opened(this.#boot, answer)
      this.#clock.set(this.#boot.serverNow)
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
    const parts = { words: this.#words, times: this.#times }
    countToOpening(parts, { ...this.#boot, when: this.#when }, () => this.start())
    this.#goTo("early")
  }

  #introduce() {
    this.#screens.introduce(this.#boot, { name: this.#name, when: this.#when })
  }

  get #when() {
    const { startsAt, endsAt } = this.#boot
    return startsAt ? this.#times.span(startsAt, endsAt, this.#clock.now()) : ""
  }

  async #probe() {
    const { room } = this.#boot
    if (!room) return
    const url = `/v1/rooms/${encodeURIComponent(room)}/status`
    this.#network = await probe(() => fetch(url, { cache: "no-store" }), () => performance.now())
    this.#session.network = this.#network === "poor" ? "poor" : "unknown"
    this.#mediaChanged()
  }

  /** @param {string} name @param {boolean} [takeOver] */
  async #join(name, takeOver = false) {
    if (this.#joining) return
    this.#name = name
    this.#instance.keep({ name })
    this.#joining = true
    this.#render()
    try {
      this.#session.enter(await this.#portal.token(name), { takeOver })
    } catch (error) {
      this.#joining = false
      if (error instanceof Ended) this.#stop(error.end)
      else this.#backToCheck({ text: this.#words.text("errors.network"), field: false })
    }
  }

  /** @param {{ text: string, field: boolean }} error */
  #backToCheck(error) {
    this.#joining = false
    this.#session.reset()
    this.#goTo("check")
    this.#screens.fail(error)
  }

  /** From the last screen. What was meant for this very page goes straight in; everybody else checks again. */
  #comeBackIn() {
    const kind = this.#shownEnd?.kind
    if (kind === "refused" && this.#boot.openUrl) return location.reload()
    this.#end = null
    this.#session.reset()
    this.#desk.reopen()
    this.#goTo("check")
    if (kind === "replaced" || kind === "taken") this.#join(this.#name, true)
    else if (kind === "lost" && this.#boot.room) this.#join(this.#name)
  }

  async #askTakeOver() {
    const answer = await this.#dialogs.ask("takeover")
    if (answer) this.#session.takeOver()
    else this.#session.stayAway()
  }

  async #ring() {
    try {
      await this.#session.request("waiting.knock")
      this.#narrator.say("waiting.rang", { name: this.#boot.withName })
    } catch {
      this.#narrator.say("waiting.rangTooSoon")
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
        if (this.#boot.role === "host") this.#showPanel(this.#panel === "people" ? null : "people")
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
    if (phase === "waiting" || phase === "admitted") this.#joining = false
    if (phase === "admitted" && this.#boot.role === "host" && matchMedia(wide).matches) this.#panel = "people"
    if (phase === "waiting") this.#panel = null
    if (phase !== "ended") return
    this.#joining = false
    this.#panel = null
    this.#unread = 0
    this.#dialogs.closeAll()
    this.#screens.notices.clear()
    this.#desk.media.stop()
  }

  /** @param {End} end */
  #stop(end) {
    this.#desk.media.stop()
    this.#end = end
    this.#goTo("ended")
  }

  /** @param {Screen} place */
  #goTo(place) {
    this.#place = place
    this.#render()
  }

  get #shownEnd() {
    return this.#end ?? this.#session.state.end
  }

  /** @returns {Screen} */
  get #screen() {
    if (this.#end) return "ended"
    const { phase } = this.#session.state
    if (phase === "waiting" || phase === "ended") return phase
    return phase === "admitted" ? "session" : this.#place
  }

  /** Soon, and once for many changes; timers of hidden pages are slow, microtasks are not. */
  #render() {
    if (this.#renderDue) return
    this.#renderDue = true
    queueMicrotask(() => this.#renderNow())
  }

  #renderNow() {
    this.#renderDue = false
    this.#screens.render({
      screen: this.#screen,
      call: this.#session.state,
      end: this.#shownEnd,
      others: this.#session.others,
      streams: this.#session.streams,
      linkOf: (id) => this.#session.mesh.stateOf(id),
      reconnecting: this.#session.connection === "reconnecting",
      joining: this.#joining,
      network: this.#network,
      quality: this.#quality,
      selfShown: this.#selfShown,
      panel: this.#panel,
      unread: this.#unread,
      now: this.#clock.now(),
    })
  }
}
