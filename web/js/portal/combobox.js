// @ts-check
/** How long after the last key names are asked for, in milliseconds. */
const pause = 200

/**
 * A field that completes names as one types (WAI-ARIA Authoring Practices, "Editable Combobox With List Autocomplete"). The
 * chosen one's id goes into the hidden field beside it; typing on takes it back. Without this, the server asks which is meant.
 *
 * @param {HTMLElement} root - Has the address in `data-url`, and what to say of a list in `data-none` and `data-some`.
 */
export function combobox(root) {
  const input = root.querySelector("input:not([type])") ?? root.querySelector('input[type="text"]')
  const id = root.querySelector('input[type="hidden"]')
  if (!(input instanceof HTMLInputElement) || !(id instanceof HTMLInputElement)) return
  new Combobox(root, input, id)
}

/** @typedef {{ id: string, name: string, detail: string }} Match */

class Combobox {
  #root
  #input
  #id
  #list = document.createElement("ul")
  #status = document.createElement("p")
  /** @type {Match[]} */
  #matches = []
  #active = -1
  /** @type {number | undefined} */
  #timer
  /** @type {AbortController | undefined} */
  #asking

  /**
   * @param {HTMLElement} root
   * @param {HTMLInputElement} input
   * @param {HTMLInputElement} id
   */
  constructor(root, input, id) {
    this.#root = root
    this.#input = input
    this.#id = id
    this.#list.id = `${input.id}-list`
    this.#list.className = "options"
    this.#list.setAttribute("role", "listbox")
    this.#list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "")
    this.#list.hidden = true
    this.#status.className = "visually-hidden"
    this.#status.setAttribute("role", "status")
    for (
      const [name, value] of Object.entries({
        "role": "combobox",
        "aria-expanded": "false",
        "aria-controls": this.#list.id,
        "aria-autocomplete": "list",
      })
    ) input.setAttribute(name, value)
    input.after(this.#list, this.#status)
    input.addEventListener("input", () => this.#typed())
    input.addEventListener("keydown", (event) => this.#key(event))
    input.addEventListener("blur", () => this.#close())
    // The field keeps the focus while the list is clicked.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault())
    this.#list.addEventListener("click", (event) => this.#clicked(event))
  }

  #typed() {
    this.#id.value = ""
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask().catch(() => this.#close()), pause)
  }

  async #ask() {
    this.#asking?.abort()
    const typed = this.#input.value.trim()
    if (typed === "") return this.#close()
    this.#asking = new AbortController()
    const { signal } = this.#asking
    const response = await fetch(`${this.#root.dataset.url}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
      signal,
    })
    if (!response.ok) return this.#close()
    const answer = await response.json()
    if (signal.aborted || document.activeElement !== this.#input) return
    this.#show(answer.clients)
  }

  /** @param {Match[]} matches */
  #show(matches) {
    this.#matches = matches
    this.#list.replaceChildren(...matches.map((match, index) => this.#option(match, index)))
    const { none = "", some = "" } = this.#root.dataset
    this.#status.textContent = matches.length === 0 ? none : some.replace("{count}", String(matches.length))
    this.#list.hidden = matches.length === 0
    this.#input.setAttribute("aria-expanded", String(matches.length > 0))
    this.#activate(-1)
  }

  /**
   * @param {Match} match
   * @param {number} index
   */
  #option(match, index) {
    const option = document.createElement("li")
    option.id = `${this.#list.id}-${index}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    const detail = document.createElement("span")
    detail.className = "quiet small"
    detail.textContent = match.detail
    option.append(match.name, " ", detail)
    return option
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#list.hidden) return
    const last = this.#matches.length - 1
    const to = { ArrowDown: this.#active + 1, ArrowUp: this.#active < 0 ? last : this.#active - 1 }[event.key]
    if (to !== undefined) {
      this.#activate(to > last ? -1 : to)
    } else if (event.key === "Enter" && this.#active >= 0) {
      this.#choose(this.#active)
    } else if (event.key === "Escape") {
      this.#close()
    } else {
      return
    }
    event.preventDefault()
  }

  /** @param {number} index - -1: the field itself. */
  #activate(index) {
    this.#active = index
    for (const [number, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(number === index))
      if (number === index) option.scrollIntoView({ block: "nearest" })
    }
    if (index < 0) this.#input.removeAttribute("aria-activedescendant")
    else this.#input.setAttribute("aria-activedescendant", `${this.#list.id}-${index}`)
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
    const index = option ? [...this.#list.children].indexOf(option) : -1
    if (index >= 0) this.#choose(index)
  }

  /** @param {number} index */
  #choose(index) {
    const match = this.#matches[index]
    if (!match) return
    this.#input.value = match.name
    this.#id.value = match.id
    for (const radio of this.#root.querySelectorAll('input[type="radio"]')) {
      if (radio instanceof HTMLInputElement) radio.checked = false
    }
    this.#close()
  }

  #close() {
    clearTimeout(this.#timer)
    this.#asking?.abort()
    this.#list.hidden = true
    this.#status.textContent = ""
    this.#input.setAttribute("aria-expanded", "false")
    this.#activate(-1)
  }
}
