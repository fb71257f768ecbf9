// @ts-check
import { textLimits } from "../messages.js"
import { attribute, copy, keyed, ref, show, write } from "./dom.js"
/**
 * @import { CallState } from "../call-state.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/** Messages among those in the session. */
export class ChatView {
  #root
  #words
  #times

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {Times} times
   * @param {{ send: (text: string) => Promise<void>, close: () => void }} actions
   */
  constructor(root, words, times, actions) {
    this.#root = root
    this.#words = words
    this.#times = times
    ref(root, "close").onclick = actions.close
    const field = ref(root, "text", HTMLTextAreaElement)
    field.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
      event.preventDefault()
      ref(root, "form", HTMLFormElement).requestSubmit()
    }
    ref(root, "form", HTMLFormElement).onsubmit = async (event) => {
      event.preventDefault()
      const text = field.value.trim()
      if (!text) return field.focus()
      if (text.length > textLimits.chat) return this.#fail(words.text("chat.tooLong", { limit: textLimits.chat }))
      try {
        await actions.send(text)
        field.value = ""
        this.#fail("")
      } catch {
        this.#fail(words.text("chat.failed"))
      }
      field.focus()
    }
  }

  /** @param {CallState} call */
  render({ chat, me, names }) {
    const list = ref(this.#root, "list")
    const before = list.children.length
    keyed(list, chat.map((message, index) => ({ ...message, index })), {
      key: (message) => String(message.index),
      make: () => copy("message"),
      update: (element, { from, text, at }) => {
        const own = from === me
        write(
          ref(element, "from"),
          own ? this.#words.text("chat.you") : names[from] ?? this.#words.text("call.someone"),
        )
        write(ref(element, "at"), this.#times.clock(at))
        write(ref(element, "text"), text)
      },
    })
    if (list.children.length !== before) this.#scrollToEnd()
  }

  /** The panel was opened. */
  focus() {
    this.#scrollToEnd()
    ref(this.#root, "text").focus()
  }

  #scrollToEnd() {
    const body = ref(this.#root, "scroll")
    body.scrollTop = body.scrollHeight
  }

  /** @param {string} text - Empty for "all is well". */
  #fail(text) {
    const field = ref(this.#root, "text")
    show(ref(this.#root, "error"), text !== "")
    write(ref(this.#root, "error"), text)
    attribute(ref(this.#root, "field"), "data-invalid", text ? "" : null)
    attribute(field, "aria-invalid", text ? "true" : null)
    attribute(field, "aria-describedby", text ? "message-error" : null)
  }
}
