// @ts-check

/**
 * The words of one language, by dotted key, with `{placeholders}`. A key that is missing shows itself: a test keeps that
 * from happening.
 */
export class Words {
  #tree

  /**
   * @param {Record<string, unknown>} tree
   * @param {string} locale - "en" or "fr".
   */
  constructor(tree, locale) {
    this.#tree = tree
    this.locale = locale
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @returns {string}
   */
  text(key, values = {}) {
    /** @type {any} */
    let found = this.#tree
    for (const part of key.split(".")) found = found?.[part]
    if (typeof found !== "string") return key
    return found.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
  }

  /** @param {string} key */
  has(key) {
    return this.text(key) !== key
  }

  /** The words below `group`, so that callers can leave the prefix out. @param {string} group */
  group(group) {
    return new Words(/** @type {Record<string, any>} */ (this.#tree)[group] ?? {}, this.locale)
  }
}

/**
 * @param {string} locale - "en" or "fr".
 * @param {string} file - Such as "session".
 * @returns {Promise<Words>}
 */
export async function loadWords(locale, file) {
  const language = locale.startsWith("fr") ? "fr" : "en"
  const response = await fetch(new URL(`../../locales/${language}/${file}.json`, import.meta.url))
  return new Words(await response.json(), language)
}
