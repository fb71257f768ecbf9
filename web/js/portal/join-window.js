// @ts-check
import { countdown, ServerClock } from "../shared/countdown.js"

/** The longest that a browser's timer can wait, in milliseconds (a signed 32-bit number). */
const longestTimer = 2_147_483_647

/**
 * Turns a session over when its window opens, and again when it closes: `data-window` is `early`, `open` or `closed`, and
 * what carries `data-shown` with that word is shown.
 *
 * @param {HTMLElement} element
 */
export function joinWindow(element) {
  const clock = new ServerClock(Number(element.dataset.serverNow))

  /** @param {"early" | "open" | "closed"} state */
  function turn(state) {
    element.dataset.window = state
    for (const part of element.querySelectorAll("[data-shown]")) {
      if (!(part instanceof HTMLElement) || part.closest("[data-window]") !== element) continue
      part.hidden = !(part.dataset.shown ?? "").split(" ").includes(state)
    }
  }

  function closeInTime() {
    const left = Number(element.dataset.closesAt) - clock.now()
    if (left <= 0) return turn("closed")
    setTimeout(closeInTime, Math.min(left, longestTimer))
  }

  function open() {
    const hadFocus = element.contains(document.activeElement) && document.activeElement?.matches("[aria-disabled]")
    turn("open")
    if (hadFocus) /** @type {HTMLElement | null} */ (element.querySelector('a[data-shown~="open"]'))?.focus()
    closeInTime()
  }

  if (element.dataset.window === "open") closeInTime()
  if (element.dataset.window !== "early") return
  element.addEventListener("countdown:open", open, { once: true })
  countdown(element)
}
