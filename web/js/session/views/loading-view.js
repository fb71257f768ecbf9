// @ts-check
import { outageText } from "./outage-words.js"
import { ref, show, write } from "./dom.js"
/**
 * @import { Outage } from "../outage.js"
 * @import { Words } from "../../shared/words.js"
 */

/** Before anything is known: on the way back to where a reloaded page was. */
export class LoadingView {
  #root
  #words
  #telephone = ""

  /** @param {HTMLElement} root @param {Words} words @param {{ again: () => void }} actions */
  constructor(root, words, actions) {
    this.#root = root
    this.#words = words
    ref(root, "again").onclick = actions.again
  }

  /** @param {{ practice: { telephone: string } }} session */
  introduce({ practice }) {
    this.#telephone = practice.telephone
  }

  /** @param {Outage | null} outage */
  render(outage) {
    const text = outage ? outageText(this.#words, outage, { where: "loading", telephone: this.#telephone }) : ""
    write(ref(this.#root, "lead"), text)
    show(ref(this.#root, "again"), outage !== null && outage !== "short")
    show(ref(this.#root, "late"), outage === null)
  }
}
