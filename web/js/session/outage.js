// @ts-check
/**
 * How long somebody has been without the server: each step has words of its own. `offline` where the device says so itself.
 *
 * @typedef {"short" | "long" | "longer" | "offline"} Outage
 */

/** From when on it is long, and from when on longer, in milliseconds. */
const steps = { long: 30_000, longer: 120_000 }

/**
 * @param {number | null} since - When the connection was lost; null when there is one.
 * @param {number} now - By the same clock, in milliseconds.
 * @param {boolean} deviceIsOnline - Whether the device has any network at all, as far as it knows.
 * @returns {Outage | null}
 */
export function outageOf(since, now, deviceIsOnline) {
  if (since === null) return null
  if (!deviceIsOnline) return "offline"
  if (now - since >= steps.longer) return "longer"
  return now - since >= steps.long ? "long" : "short"
}
