// @ts-check
import { attribute, find, ref, setIcon, show, write } from "./dom.js"
import { deviceWord } from "./device-words.js"
/**
 * @import { OwnMedia } from "../own-media.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {"mic" | "camera" | "share" | "selfView" | "chat" | "settings" | "people" | "leave"} Command
 *
 * @typedef {object} CallBarState
 * @property {OwnMedia} media
 * @property {boolean} selfShown
 * @property {"people" | "chat" | null} panel
 * @property {number} unread
 * @property {number} waiting - How many people wait; hosts only.
 */

/** The controls of the session. On phones the second rank is in "More". */
export class CallBar {
  #root
  #words
  #isHost

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {boolean} isHost
   * @param {(command: Command) => void} onCommand
   */
  constructor(root, words, isHost, onCommand) {
    this.#root = root
    this.#words = words
    this.#isHost = isHost
    /** @type {Command[]} */
    const commands = ["mic", "camera", "share", "selfView", "chat", "settings", "leave"]
    if (isHost) commands.push("people")
    for (const command of commands) ref(root, command).onclick = () => onCommand(command)
    for (const item of root.querySelectorAll("[data-more]")) {
      const button = /** @type {HTMLElement} */ (item)
      button.onclick = () => {
        this.#more(false)
        onCommand(/** @type {Command} */ (button.dataset.more))
      }
    }
    ref(root, "more").onclick = () => this.#more(ref(root, "moreList").hidden === true)
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || ref(root, "moreList").hidden) return
      this.#more(false)
      ref(root, "more").focus()
    })
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !root.contains(event.target)) this.#more(false)
    })
  }

  /** @param {CallBarState} state */
  render({ media, selfShown, panel, unread, waiting }) {
    const word = (/** @type {string} */ key) => this.#words.text(key)
    for (const kind of /** @type {const} */ (["mic", "camera"])) {
      const on = media[kind] === "on"
      this.#button(kind, on ? "on" : "off", on ? word(`toggle.${kind}`) : deviceWord(this.#words, kind, media[kind]))
      setIcon(ref(this.#root, kind), on ? kind : `${kind}-off`)
      attribute(ref(this.#root, kind), "aria-pressed", String(on))
    }
    this.#button("share", media.sharing ? "off" : "idle", word(media.sharing ? "call.sharing" : "call.share"))
    setIcon(ref(this.#root, "share"), media.sharing ? "screen-off" : "screen")
    attribute(ref(this.#root, "share"), "aria-pressed", String(media.sharing))
    this.#button("selfView", selfShown ? "on" : "off", word(selfShown ? "call.selfView" : "call.selfHidden"))
    attribute(ref(this.#root, "selfView"), "aria-pressed", String(selfShown))
    attribute(ref(this.#root, "chat"), "aria-expanded", String(panel === "chat"))
    this.#count("unread", unread, "call.unread")
    this.#count("moreUnread", unread, "call.unread", "more")
    if (!this.#isHost) return
    attribute(ref(this.#root, "people"), "aria-expanded", String(panel === "people"))
    this.#count("waiting", waiting, "call.waitingCount")
  }

  /** Puts the focus on a control, or on "More" where that holds it. @param {Command} command */
  focus(command) {
    const button = ref(this.#root, command)
    if (button.checkVisibility()) button.focus()
    else ref(this.#root, "more").focus()
  }

  /** @param {Command} command @param {"on" | "off" | "idle"} state @param {string} word */
  #button(command, state, word) {
    const button = ref(this.#root, command)
    attribute(button, "data-state", state)
    write(find(button, "[data-word]"), word)
    const inMore = this.#root.querySelector(`[data-more="${command}"] [data-word]`)
    if (inMore) write(inMore, word)
  }

  /** @param {string} name @param {number} count @param {string} key @param {string} [prefix] */
  #count(name, count, key, prefix = name) {
    show(ref(this.#root, name), count > 0)
    write(ref(this.#root, `${prefix}Figure`), String(count))
    write(ref(this.#root, `${prefix}Word`), ` ${this.#words.text(key, { count })}`)
  }

  /** @param {boolean} open */
  #more(open) {
    show(ref(this.#root, "moreList"), open)
    attribute(ref(this.#root, "more"), "aria-expanded", String(open))
    if (open) find(ref(this.#root, "moreList"), "button").focus()
  }
}
