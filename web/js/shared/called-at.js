// @ts-check

/**
 * Since when somebody waits to be seen: they came, or rang. A server that restarted doesn't know who rang, and says an earlier time.
 *
 * @param {{ waitingSince: number, knockedAt?: number }} person
 * @returns {number} Milliseconds since 1970.
 */
export function calledAt({ waitingSince, knockedAt }) {
  return knockedAt ?? waitingSince
}
