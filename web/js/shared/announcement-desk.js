// @ts-check
import { Announcements } from "./announcements.js"
import { badgeIcon } from "./icon-badge.js"
import { Notifier } from "./notifier.js"
/**
 * @import { Waiting } from "./announcements.js"
 * @import { Sounds } from "./sounds.js"
 *
 * @typedef {object} AnnouncementDesk
 * @property {(people: ReadonlyArray<Waiting>) => void} show
 * @property {() => void} see
 */

/** Where it is remembered that the bell is off. */
const bellKey = "vestibule-bell"
/** How long one page rings for all of this browser's, in milliseconds. */
const ringing = 2_000

/**
 * Announces who waits on a page that has the part `announcing`, and takes a press on somebody in `[data-waiting]` as seen.
 *
 * @param {HTMLElement} root
 * @param {Sounds} sounds
 * @returns {AnnouncementDesk}
 */
export function announcementDesk(root, sounds) {
  const part = find(root, "[data-announcing]")
  const [bell, ask, seen] = [find(part, "[data-bell]"), find(part, "[data-ask]"), find(root, "[data-seen]")]
  /** Where the focus goes from a button that was pressed and is gone. */
  const rest = find(part, "summary")
  const { noticeTitle: title = "", noticeText: text = "" } = part.dataset
  const notifier = new Notifier(isSecureContext ? globalThis.Notification : undefined, { title, text })
  const others = globalThis.BroadcastChannel && new BroadcastChannel("vestibule-announcements")
  let badged = 0

  const announcements = new Announcements({
    ring,
    isLookedAt: () => !document.hidden && document.hasFocus(),
    notify: () => {
      notifier.show()
      render()
    },
    withdraw: () => notifier.close(),
    tell: (word) => others?.postMessage(word),
    later: (run, afterMs) => {
      const timer = setTimeout(run, afterMs)
      return () => clearTimeout(timer)
    },
    onChange: (waiting, unseen) => {
      seen.hidden = unseen === 0
      if (waiting !== badged) badgeIcon(waiting)
      badged = waiting
      render()
    },
  })

  /** One of a browser's pages rings for all of them. */
  function ring() {
    if (!isOn() || !sounds.mayPlay) return
    const sound = () => {
      sounds.play("arrival")
      return new Promise((resolve) => setTimeout(resolve, ringing))
    }
    if (!navigator.locks) return sound()
    navigator.locks.request(bellKey, { ifAvailable: true }, (lock) => lock && sound()).catch(() => {})
  }

  function render() {
    const { state } = notifier
    ask.hidden = state !== "default"
    for (const told of part.querySelectorAll("[data-notices]")) {
      told.toggleAttribute("hidden", told.getAttribute("data-notices") !== state)
    }
    find(part, "[data-silent]").hidden = !isOn() || sounds.mayPlay
  }

  if (bell instanceof HTMLInputElement) {
    bell.checked = isOn()
    bell.onchange = () => {
      remember(bell.checked)
      render()
    }
  }
  ask.onclick = async () => {
    await notifier.ask()
    render()
    if (ask.hidden) rest.focus({ preventScroll: true })
  }
  seen.onclick = () => {
    announcements.see()
    rest.focus({ preventScroll: true })
  }
  // Not before the click: what is hidden under a finger that is still down moves the button that it presses.
  root.addEventListener("click", ({ target }) => {
    const person = target instanceof Element && target.closest("[data-waiting]")
    if (person instanceof HTMLElement) announcements.see(person.dataset.waiting)
  })
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => setTimeout(render), { once: true })
  others?.addEventListener("message", ({ data }) => announcements.hear(data))
  part.hidden = false
  render()
  return {
    show: (people) => announcements.show(people),
    see: () => announcements.see(),
  }
}

function isOn() {
  try {
    return localStorage.getItem(bellKey) !== "off"
  } catch {
    return true
  }
}

/** @param {boolean} isOn */
function remember(isOn) {
  try {
    localStorage.setItem(bellKey, isOn ? "on" : "off")
  } catch {
    // A browser that keeps nothing rings again on the next page.
  }
}

/** @param {Element} root @param {string} selector @returns {HTMLElement} */
function find(root, selector) {
  const found = root.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`the page lacks ${selector}`)
  return found
}
