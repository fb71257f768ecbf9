// @ts-check
/** @import { Command } from "./call-bar.js" */

/**
 * Single keys for the controls, as each says in its `aria-keyshortcuts` (they are letters of its word, so every language has
 * its own); never while something is typed, and they can be switched off (WCAG 2.2, 2.1.4).
 */
export class Shortcuts {
  enabled = true

  /**
   * @param {Iterable<Element>} controls - With `data-ref`, the command.
   * @param {() => boolean} isActive - Whether the session is on the screen, with no dialog over it.
   * @param {(command: Command) => void} onCommand
   */
  constructor(controls, isActive, onCommand) {
    /** @type {Map<string, Command>} */
    const keys = new Map()
    for (const control of controls) {
      const command = /** @type {Command} */ (control.getAttribute("data-ref"))
      keys.set((control.getAttribute("aria-keyshortcuts") ?? "").toLowerCase(), command)
    }
    document.addEventListener("keydown", (event) => {
      if (!this.enabled || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
        return
      }
      const command = keys.get(event.key.toLowerCase())
      if (!command || !isActive()) return
      event.preventDefault()
      onCommand(command)
    })
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null
}
