// @ts-check
import { attribute, copy, keyed, ref, show, write } from "./dom.js"
/**
 * @import { End } from "../close-codes.js"
 * @import { Words } from "../../shared/words.js"
 */

/** It is over: why, what to do next, how to reach the practice. */
export class EndedView {
  #root
  #words

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {{ back: () => void }} actions
   */
  constructor(root, words, actions) {
    this.#root = root
    this.#words = words
    ref(root, "back").onclick = actions.back
  }

  /** @param {End} end @param {string} exitUrl - Empty for a visitor. */
  render({ kind, reason, reasons = [] }, exitUrl) {
    const root = this.#root
    attribute(root, "data-end", kind)
    const [only] = reasons.length === 1 ? reasons : []
    write(ref(root, "title"), only?.title ?? this.#words.text(`ended.${kind}Title`))
    write(ref(root, "lead"), only?.detail ?? this.#words.text(`ended.${kind}Lead`))
    show(ref(root, "next"), Boolean(only?.next))
    write(ref(root, "next"), only?.next ?? "")
    show(ref(root, "reason"), Boolean(reason))
    write(ref(root, "reasonText"), reason ? this.#words.text("ended.reason", { reason }) : "")
    show(ref(root, "reasons"), reasons.length > 1)
    keyed(ref(root, "reasons"), only ? [] : reasons, {
      key: ({ code }) => code,
      make: () => copy("reason"),
      update: (element, { title, detail, next }) => {
        write(ref(element, "title"), title)
        write(ref(element, "detail"), detail)
        write(ref(element, "next"), next ?? "")
      },
    })
    const back = `ended.${kind}Back`
    show(ref(root, "back"), this.#words.has(back))
    attribute(ref(root, "back"), "data-kind", kind === "left" ? null : "primary")
    if (this.#words.has(back)) write(ref(root, "back"), this.#words.text(back))
    show(ref(root, "exit"), exitUrl !== "")
  }
}
