// @ts-check
import { ref, show, write } from "./dom.js"
import { isTroubled } from "./device-words.js"
/**
 * @import { DeviceState } from "../devices.js"
 * @import { Words } from "../../shared/words.js"
 */

/** Which trouble is told first. @type {ReadonlyArray<DeviceState>} */
const order = ["insecure", "blocked", "busy", "held", "none"]

/** What to do when a camera or microphone will not open, in the words of this browser. */
export class DeviceHelp {
  #root
  #words
  #browser

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {string} browser - As `browserKind` says it.
   * @param {() => void} onRetry
   */
  constructor(root, words, browser, onRetry) {
    this.#root = root
    this.#words = words
    this.#browser = browser
    ref(root, "retry").onclick = onRetry
  }

  /**
   * @param {DeviceState} camera
   * @param {DeviceState} mic
   */
  render(camera, mic) {
    const trouble = order.find((state) => camera === state || mic === state)
    show(this.#root, isTroubled(camera) || isTroubled(mic))
    if (!trouble) return
    const both = camera === trouble && mic === trouble
    const device = this.#words.text(`help.${both ? "both" : camera === trouble ? "camera" : "mic"}`)
    const blocked = trouble === "blocked"
    write(ref(this.#root, "helpTitle"), this.#words.text(`help.${blocked ? this.#browser : trouble}`, { device }))
    show(ref(this.#root, "helpNote"), !blocked)
    if (!blocked) write(ref(this.#root, "helpNote"), this.#words.text(`help.${trouble}Note`))
    for (const list of this.#root.querySelectorAll("[data-browser]")) {
      show(list, blocked && /** @type {HTMLElement} */ (list).dataset.browser === this.#browser)
    }
    show(ref(this.#root, "retry"), trouble !== "insecure")
  }
}
