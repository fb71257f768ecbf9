// @ts-check
import { find, write } from "./dom.js"

/** Asks one question at a time in a `<dialog data-dialog>`; the safe answer comes first and is what Escape gives. */
export class Dialogs {
  /**
   * @param {string} name
   * @param {Record<string, string>} [texts] - What to write, by `data-ref`.
   * @returns {Promise<{ answer: string, text: string } | null>} Null for the safe answer. `text` is what was typed.
   */
  ask(name, texts = {}) {
    const dialog = this.#dialog(name)
    if (dialog.open) return Promise.resolve(null)
    for (const [key, text] of Object.entries(texts)) write(find(dialog, `[data-ref="${key}"]`), text)
    const field = dialog.querySelector("textarea")
    if (field) field.value = ""
    return new Promise((resolve) => {
      /** @type {{ answer: string, text: string } | null} */
      let result = null
      dialog.onclick = (event) => {
        const button = event.target instanceof Element ? event.target.closest("button") : null
        if (!button) return
        const { answer } = button.dataset
        if (answer) result = { answer, text: field?.value.trim() ?? "" }
        if (answer || "close" in button.dataset) dialog.close()
      }
      dialog.onclose = () => resolve(result)
      dialog.showModal()
    })
  }

  /** The session has gone elsewhere: the question is moot. */
  closeAll() {
    for (const dialog of document.querySelectorAll("dialog")) dialog.close()
  }

  get isOpen() {
    return document.querySelector("dialog[open]") !== null
  }

  /** @param {string} name */
  #dialog(name) {
    return find(document, `[data-dialog="${name}"]`, HTMLDialogElement)
  }
}
