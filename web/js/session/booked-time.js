// @ts-check
/** @import { WaitingStatus } from "./messages.js" */

/**
 * When a session is, as the page was told when it was loaded; 0 where it wasn't.
 *
 * @typedef {{ startsAt: number, endsAt: number, opensAt: number }} BookedTime
 */

/**
 * What became of the time since then: staff may move a session while somebody waits for it.
 *
 * @param {BookedTime} booked
 * @param {WaitingStatus} status - Says when the session is now, but not when it opens: as long before it as it did.
 * @param {number} now - The server's time, milliseconds since 1970.
 * @returns {{ isMoved: boolean, opensAt: number | null }} When it opens, if it isn't open yet.
 */
export function timeNow(booked, { startsAt, endsAt }, now) {
  if (!booked.startsAt) return { isMoved: false, opensAt: null }
  const opensAt = booked.opensAt ? booked.opensAt + startsAt - booked.startsAt : 0
  return { isMoved: booked.startsAt !== startsAt || booked.endsAt !== endsAt, opensAt: now < opensAt ? opensAt : null }
}
