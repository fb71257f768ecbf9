// @ts-check
/** Whether what the page builds has the shape of the protocol's examples. */

/** @param {unknown} value */
function kindOf(value) {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value
}

/**
 * What differs: a member that no example has, one of another type, or one that is missing. Values don't matter.
 *
 * @param {any} built
 * @param {ReadonlyArray<any>} examples - Together they hold every member there is.
 * @param {ReadonlyArray<string>} [optional] - Members, as paths, that may be missing.
 * @param {string} [path]
 * @returns {string[]}
 */
export function differences(built, examples, optional = [], path = "") {
  const kinds = new Set(examples.map(kindOf))
  if (!kinds.has(kindOf(built))) return [`${path || "it"} is ${kindOf(built)}, not ${[...kinds].join(" or ")}`]
  if (Array.isArray(built)) {
    const items = examples.flat()
    return built.flatMap((item) => items.length > 0 ? differences(item, items, optional, `${path}[]`) : [])
  }
  if (typeof built !== "object" || built === null) return []
  const inside = (/** @type {string} */ key) => path ? `${path}.${key}` : key
  const known = new Set(examples.flatMap((example) => Object.keys(example)))
  const missing = [...known].filter((key) => !(key in built) && !optional.includes(inside(key)))
  return [
    ...missing.map((key) => `${inside(key)} is missing`),
    ...Object.keys(built).flatMap((key) => {
      const found = examples.filter((example) => key in example).map((example) => example[key])
      return found.length > 0 ? differences(built[key], found, optional, inside(key)) : [`${inside(key)} is unknown`]
    }),
  ]
}
