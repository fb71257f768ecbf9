// @ts-check
import { countdown } from "../../shared/countdown.js"
import { find, ref, write } from "./dom.js"
/**
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * Counts down for a visitor who comes before the session opens; the page then goes on by itself.
 *
 * @param {{ words: Words, times: Times }} parts
 * @param {{ room: string, withName: string, when: string, opensAt: number, serverNow: number }} session
 * @param {() => void} onOpen
 */
export function countToOpening({ words, times }, { room, withName, when, opensAt, serverNow }, onOpen) {
  const root = find(document, 'section[data-view="early"]')
  const element = ref(root, "countdown")
  write(ref(root, "with"), words.text("early.with", { name: withName }))
  write(ref(root, "when"), when)
  write(ref(root, "opens"), words.text("early.opens", { time: times.clock(opensAt) }))
  element.dataset.opensAt = String(opensAt)
  element.dataset.serverNow = String(serverNow)
  if (room) element.dataset.statusUrl = `/v1/rooms/${encodeURIComponent(room)}/status`
  root.addEventListener("countdown:open", onOpen, { once: true })
  countdown(element)
}
