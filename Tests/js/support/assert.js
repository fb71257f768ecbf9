// @ts-check
/** The few assertions that the tests need; nothing is fetched from outside. */

/**
 * Whether two plain values hold the same data.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
function same(a, b) {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a).filter(([, value]) => value !== undefined)
  const right = Object.entries(b).filter(([, value]) => value !== undefined)
  return left.length === right.length &&
    left.every(([key, value]) => same(value, /** @type {Record<string, unknown>} */ (b)[key]))
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [message]
 */
export function assertEquals(actual, expected, message = "values differ") {
  if (same(actual, expected)) return
  throw new Error(`${message}\n  actual:   ${Deno.inspect(actual)}\n  expected: ${Deno.inspect(expected)}`)
}

/**
 * @param {unknown} condition
 * @param {string} [message]
 * @returns {asserts condition}
 */
export function assert(condition, message = "condition does not hold") {
  if (!condition) throw new Error(message)
}
