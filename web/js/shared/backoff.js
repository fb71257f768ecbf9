// @ts-check

/** The longest wait between two attempts, in milliseconds. */
const longest = 30_000

/**
 * How long to wait before attempt `n` to reconnect: random(0, min(30 s, 0.5 s · 2ⁿ)), so that a thousand pages don't come back
 * in the same second.
 *
 * @param {number} attempt - 0 for the first.
 * @param {() => number} random - In [0, 1).
 * @returns {number} Milliseconds.
 */
export function backoff(attempt, random) {
  return Math.round(random() * Math.min(longest, 500 * 2 ** attempt))
}
