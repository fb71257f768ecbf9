// @ts-check
import { DeviceFields } from "./device-fields.js"
import { attribute, find, ref } from "./dom.js"
/**
 * @import { DeviceChoice } from "../devices.js"
 * @import { DeviceFieldsState } from "./device-fields.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} SettingsActions
 * @property {(change: Partial<DeviceChoice>) => void} choose
 * @property {() => void} tone
 * @property {(on: boolean) => void} shortcuts
 * @property {(open: boolean) => void} shown
 */

/** Devices and keys, while waiting and in the session. */
export class Settings {
  #dialog = find(document, '[data-dialog="settings"]', HTMLDialogElement)
  #fields
  #actions

  /**
   * @param {Words} words
   * @param {SettingsActions} actions
   */
  constructor(words, actions) {
    this.#actions = actions
    this.#fields = new DeviceFields(this.#dialog, words, actions.choose)
    const shortcuts = ref(this.#dialog, "shortcuts", HTMLInputElement)
    shortcuts.onchange = () => actions.shortcuts(shortcuts.checked)
    ref(this.#dialog, "tone").onclick = actions.tone
    find(this.#dialog, "[data-close]").onclick = () => this.#dialog.close()
    this.#dialog.onclose = () => actions.shown(false)
  }

  get isOpen() {
    return this.#dialog.open
  }

  open() {
    if (this.#dialog.open) return
    this.#dialog.showModal()
    this.#actions.shown(true)
  }

  /** @param {DeviceFieldsState} devices */
  render(devices) {
    this.#fields.render(devices)
  }

  /** @param {number} level - 0 to 8. */
  level(level) {
    const meter = ref(this.#dialog, "meter")
    attribute(meter, "data-level", String(level))
    attribute(meter, "aria-valuenow", String(level))
  }
}
