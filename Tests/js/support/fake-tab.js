// @ts-check
/** The sessionStorage of one tab. A duplicated tab begins with a copy. */
export class FakeStorage {
  #items

  /** @param {Iterable<[string, string]>} [items] */
  constructor(items = []) {
    this.#items = new Map(items)
  }

  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.#items.set(key, value)
  }

  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key)
  }

  copy() {
    return new FakeStorage(this.#items)
  }
}

/** The Web Locks of one origin: each page asks through its own `page()`, whose end frees what it held. */
export class FakeLocks {
  /** @type {Map<string, object>} */
  #held = new Map()

  page() {
    const held = this.#held
    const page = {
      /** @param {string} name @param {object} _options @param {() => unknown} run */
      request(name, _options, run) {
        // Whoever waits here has waited long enough.
        if (held.has(name)) return Promise.reject(new DOMException("", "AbortError"))
        held.set(name, page)
        return Promise.resolve(run())
      },
      end() {
        for (const [name, holder] of held) if (holder === page) held.delete(name)
      },
    }
    return page
  }
}
