// @ts-check
import { find, show } from "./dom.js"
import { CallBar } from "./call-bar.js"
import { ChatView } from "./chat-view.js"
import { CheckView } from "./check-view.js"
import { EndedView } from "./ended-view.js"
import { Frame } from "./frame.js"
import { LoadingView } from "./loading-view.js"
import { Notices } from "./notices.js"
import { Settings } from "./settings.js"
import { Shortcuts } from "./shortcuts.js"
import { StageView } from "./stage-view.js"
import { WaitingView } from "./waiting-view.js"
/**
 * @import { Boot } from "../boot.js"
 * @import { CallState } from "../call-state.js"
 * @import { End } from "../close-codes.js"
 * @import { MediaDesk } from "../media-desk.js"
 * @import { Participant } from "../messages.js"
 * @import { Outage } from "../outage.js"
 * @import { Level } from "../quality.js"
 * @import { Command } from "./call-bar.js"
 * @import { Dialogs } from "./dialogs.js"
 * @import { Screen } from "./frame.js"
 * @import { PeoplePanel } from "./people-panel.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * All that the screens show, at one moment.
 *
 * @typedef {object} PageState
 * @property {Screen} screen
 * @property {CallState} call
 * @property {End | null} end
 * @property {ReadonlyArray<Participant>} others
 * @property {ReadonlyMap<string, MediaStream>} streams
 * @property {(id: string) => RTCPeerConnectionState | "gone"} linkOf
 * @property {Outage | null} outage
 * @property {boolean} joining
 * @property {Level | null} network - Before entering.
 * @property {Level | null} quality - In the session.
 * @property {boolean} selfShown
 * @property {"people" | "chat" | null} panel
 * @property {number} unread
 * @property {number} now - The server's time, milliseconds since 1970.
 *
 * @typedef {object} ScreenActions
 * @property {(name: string) => void} join
 * @property {() => void} back
 * @property {(command: Command) => void} command
 * @property {() => void} closePanel
 * @property {() => void} leaveWaiting
 * @property {() => Promise<string>} ring - Brings back which words say what came of it.
 * @property {() => void} again - Tries to reach the server at once.
 * @property {(text: string) => Promise<void>} chat
 */

/** All screens of the page, and what they are made of. */
export class Screens {
  #desk
  #phone
  #isHost
  #exitUrl
  #frame
  #loading
  #check
  #waiting
  #stage
  #bar
  #chat
  #settings
  #ended
  #people
  #withName = ""
  /** @type {Screen} */
  #screen = "loading"

  notices = new Notices(find(document, '[data-ref="notices"]'))

  /**
   * @param {{ words: Words, times: Times, boot: Boot, desk: MediaDesk, dialogs: Dialogs, phone: boolean, browser: string }} parts
   * @param {ScreenActions} actions
   * @param {PeoplePanel | null} people - A host's.
   */
  constructor({ words, times, boot, desk, dialogs, phone, browser }, actions, people) {
    this.#desk = desk
    this.#phone = phone
    this.#isHost = boot.role === "host"
    this.#exitUrl = boot.exitUrl
    this.#frame = new Frame(words)
    const section = (/** @type {string} */ name) => find(document, `section[data-view="${name}"]`)
    const choose = desk.choose.bind(desk)
    const toggle = desk.toggle.bind(desk)
    const tone = () => desk.sounds.play("test")
    const { leaveWaiting: leave, ring, again } = actions
    this.#loading = new LoadingView(section("loading"), words, { again })
    this.#check = new CheckView(section("check"), words, { role: boot.role, browser }, {
      join: actions.join,
      turnOn: () => desk.turnOn(),
      retry: () => desk.retry(),
      hear: () => desk.hear((step) => this.#check.hearing(step)),
      toggle,
      choose,
      tone,
    })
    const settings = () => this.#settings.open()
    this.#waiting = new WaitingView(section("waiting"), words, times, { leave, ring, again, settings, toggle })
    this.#stage = new StageView(find(document, ".stage"), words, this.#isHost, { again })
    this.#bar = new CallBar(find(document, ".call-bar"), words, this.#isHost, actions.command)
    const close = actions.closePanel
    this.#chat = new ChatView(find(document, "#chat"), words, times, { send: actions.chat, close })
    const shortcuts = new Shortcuts(
      document.querySelectorAll(".call-bar [aria-keyshortcuts]"),
      () => this.#screen === "session" && !dialogs.isOpen,
      actions.command,
    )
    this.#settings = new Settings(words, {
      choose,
      tone,
      shortcuts: (on) => shortcuts.enabled = on,
      shown: () => this.#listen(),
    })
    this.#ended = new EndedView(section("ended"), words, { back: actions.back })
    this.#people = people
  }

  /** What is known of the session. @param {Boot} boot @param {{ name: string, when: string }} person */
  introduce(boot, { name, when }) {
    this.#withName = boot.withName
    this.#frame.introduce(boot)
    this.#loading.introduce(boot)
    this.#check.introduce({ when, name, withName: boot.withName })
    this.#waiting.introduce(boot)
    this.#stage.introduce(boot)
  }

  /** @param {{ text: string, field: boolean } | null} error */
  fail(error) {
    this.#check.fail(error)
  }

  openSettings() {
    this.#settings.open()
  }

  /** The panel was opened: the focus goes into it. @param {"people" | "chat"} panel */
  focusPanel(panel) {
    if (panel === "chat") this.#chat.focus()
    else this.#people?.focus()
  }

  /** A panel was closed: the focus goes back to where it was opened. @param {"people" | "chat"} panel */
  focusCommand(panel) {
    this.#bar.focus(panel)
  }

  /** @param {number} level - Of the microphone, 0 to 8. */
  level(level) {
    this.#check.level(level)
    this.#settings.level(level)
  }

  /** @param {PageState} state */
  render(state) {
    const { screen, call, panel, outage, network } = state
    const { media } = this.#desk
    const devices = this.#desk.fields
    const phone = this.#phone
    this.#screen = screen
    const waiting = this.#isHost ? call.waiting.length : 0
    const name = (!this.#isHost && call.hostName) || this.#withName
    if (screen === "loading") this.#loading.render(outage)
    if (screen === "check") this.#check.render({ media, devices, network, joining: state.joining, outage })
    if (screen === "waiting") this.#waiting.render({ call, media, outage, network, phone, now: state.now })
    if (screen === "session") {
      this.#stage.render({ ...state, media, phone, withName: name })
      this.#bar.render({ ...state, media, waiting })
      this.#chat.render(call)
      this.#people?.render(call, state.others, state.now)
      this.#showPanel(panel)
    }
    if (screen === "ended" && state.end) this.#ended.render(state.end, this.#exitUrl)
    this.#settings.render(devices)
    this.#stage.useSpeaker(media.choice.speakerId ?? "")
    const lost = outage !== null && outage !== "short"
    this.#frame.show(screen, { name, waiting: screen === "session" ? waiting : 0, lost })
    this.#listen()
  }

  /** @param {"people" | "chat" | null} panel */
  #showPanel(panel) {
    const session = find(document, 'section[data-view="session"]')
    if (panel) session.dataset.panel = panel
    else delete session.dataset.panel
    for (const aside of session.querySelectorAll(".panel")) {
      show(aside, aside instanceof HTMLElement && aside.dataset.panel === panel)
    }
  }

  #listen() {
    this.#desk.listen(this.#screen === "check" || this.#settings.isOpen)
  }
}
