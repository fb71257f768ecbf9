// @ts-check

/**
 * Notifications of the browser, about nobody by name: they stand on locked screens.
 *
 * @typedef {"default" | "granted" | "denied" | "unsupported"} NotifierState
 */
export class Notifier {
  #api
  #title
  #text
  /** @type {Notification | null} */
  #shown = null

  /**
   * @param {typeof Notification | undefined} api - Absent where the browser has none, or the page isn't secure.
   * @param {{ title: string, text: string }} words
   */
  constructor(api, { title, text }) {
    this.#api = api
    this.#title = title
    this.#text = text
  }

  /** @returns {NotifierState} */
  get state() {
    return this.#api?.permission ?? "unsupported"
  }

  /** Asks for permission: at a press alone, or browsers don't ask for it any more. */
  async ask() {
    await this.#api?.requestPermission()
  }

  show() {
    if (!this.#api || this.state !== "granted") return
    try {
      this.#shown?.close()
      const shown = new this.#api(this.#title, {
        body: this.#text,
        tag: "vestibule-waiting",
        icon: "/assets/favicon.svg",
      })
      shown.onclick = () => {
        focus()
        shown.close()
      }
      this.#shown = shown
    } catch {
      // Browsers on Android have the constructor and refuse it.
      this.#api = undefined
    }
  }

  close() {
    this.#shown?.close()
    this.#shown = null
  }
}
