// @ts-check
/** @import { Command } from "./call-bar.js" */

/** @type {Readonly<Record<string, Command>>} */
const keys = { m: "mic", c: "camera", s: "share", v: "selfView", g: "settings", p: "people", l: "leave" }

/** Single keys for the controls; never while something is typed, and they can be switched off (WCAG 2.2, 2.1.4). */
export class Shortcuts {
  enabled = true

  /**
   * @param {() => boolean} isActive - Whether the session is on the screen, with no dialog over it.
   * @param {(command: Command) => void} onCommand
   */
  constructor(isActive, onCommand) {
    document.addEventListener("keydown", (event) => {
      if (!this.enabled || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
        return
      }
      const command = keys[event.key.toLowerCase()]
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
