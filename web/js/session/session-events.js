// @ts-check
import { isKnownNote } from "./call-state.js"
/**
 * @import { ChatMessage, MediaKind, ServerFrame, Waiting } from "./messages.js"
 * @import { CallState } from "./call-state.js"
 */

/**
 * What is worth saying to the person, aloud or in writing.
 *
 * @typedef {{ type: "arrived", waiting: Waiting }
 *   | { type: "knocked", id: string }
 *   | { type: "wentAway", id: string }
 *   | { type: "admitted" }
 *   | { type: "sentBack", reason?: string }
 *   | { type: "note", text: string }
 *   | { type: "joined", id: string }
 *   | { type: "left", id: string }
 *   | { type: "dropped", id: string }
 *   | { type: "enforced", kinds: ReadonlyArray<MediaKind>, by: string }
 *   | { type: "asked", kind: MediaKind, by: string }
 *   | { type: "shareStarted", id: string }
 *   | { type: "chat", message: ChatMessage }
 *   | { type: "locked", locked: boolean }
 *   | { type: "reopened" }
 *   | { type: "alerted", at: number }
 *   | { type: "moved", startsAt: number, endsAt: number, now: number }
 *   | { type: "handedOver", name: string, waits: boolean }
 *   | { type: "ending", minutes: number }} SessionEvent
 */

/**
 * What one frame means to this person.
 *
 * @param {ServerFrame} frame
 * @param {CallState} before - The state it arrived in.
 * @param {number} now - The server's time, milliseconds since 1970.
 * @returns {SessionEvent[]}
 */
export function eventsOf(frame, before, now) {
  switch (frame.type) {
    case "hello.ok":
      return missed(frame.data, before.phase)
    case "waiting.joined":
      return before.waiting.some((one) => one.id === frame.data.id) ? [] : [{ type: "arrived", waiting: frame.data }]
    case "waiting.updated":
      return frame.data.knocked ? [{ type: "knocked", id: frame.data.id }] : []
    case "waiting.left":
      return ["left", "closed", "revoked"].includes(frame.data.reason) ? [{ type: "wentAway", id: frame.data.id }] : []
    case "waiting.status": {
      const { startsAt, endsAt, alertedAt } = frame.data
      const known = before.status
      const isMoved = known && (known.startsAt !== startsAt || known.endsAt !== endsAt)
      if (isMoved) return [{ type: "moved", startsAt, endsAt, now }]
      const handed = handedOver(frame.data.hostName, before)
      if (handed.length > 0) return handed
      return known && alertedAt && known.alertedAt !== alertedAt ? [{ type: "alerted", at: alertedAt }] : []
    }
    case "admitted":
      return [{ type: "admitted" }]
    case "waiting.entered":
      return [{ type: "sentBack", reason: frame.data.reason }]
    case "waiting.message":
      return isKnownNote(before, frame.data) ? [] : [{ type: "note", text: frame.data.text }]
    case "participant.joined": {
      const { id } = frame.data.participant
      return before.participants.some((one) => one.id === id) ? [] : [{ type: "joined", id }]
    }
    case "participant.left":
      return [{ type: "left", id: frame.data.id }]
    case "participant.updated":
      return frame.data.presence === "reconnecting" && frame.data.id !== before.me
        ? [{ type: "dropped", id: frame.data.id }]
        : []
    case "media.enforce":
      return [{ type: "enforced", kinds: frame.data.kinds, by: frame.data.by }]
    case "media.askUnmute":
      return [{ type: "asked", kind: frame.data.kind, by: frame.data.by }]
    case "media.updated": {
      const known = before.participants.find((one) => one.id === frame.data.id)
      const started = frame.data.screen === "on" && known?.media.screen !== "on" && frame.data.id !== before.me
      return started ? [{ type: "shareStarted", id: frame.data.id }] : []
    }
    case "chat.message":
      return frame.data.from === before.me ? [] : [{ type: "chat", message: frame.data }]
    case "room.updated":
      return roomEvents(frame.data, before)
    case "room.ending":
      return [{ type: "ending", minutes: Math.max(0, Math.round((frame.data.endsAt - now) / 60_000)) }]
    default:
      return []
  }
}

/**
 * What was decided while this page was not connected, and is not told again.
 *
 * @param {import("./messages.js").HelloOK} hello
 * @param {CallState["phase"]} before
 * @returns {SessionEvent[]}
 */
function missed({ state, replay }, before) {
  if (replay || state === before) return []
  if (state === "admitted" && before === "waiting") return [{ type: "admitted" }]
  return state === "waiting" && before === "admitted" ? [{ type: "sentBack" }] : []
}

/**
 * @param {import("./messages.js").RoomUpdate} update
 * @param {CallState} before
 * @returns {SessionEvent[]}
 */
function roomEvents(update, before) {
  /** @type {SessionEvent[]} */
  const events = handedOver(update.hostName, before)
  if (update.locked !== undefined && update.locked !== before.room?.locked) {
    events.push({ type: "locked", locked: update.locked })
  }
  if (update.reopened && !before.room?.reopened) events.push({ type: "reopened" })
  return events
}

/**
 * Another clinician has the session now. Those who host know; the rest must not look out for somebody who won't come.
 *
 * @param {string | undefined} name
 * @param {CallState} before
 * @returns {SessionEvent[]}
 */
function handedOver(name, { hostName, role, phase }) {
  const isNews = name && hostName && name !== hostName && role !== "host"
  return isNews ? [{ type: "handedOver", name, waits: phase === "waiting" }] : []
}
