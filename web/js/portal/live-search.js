// @ts-check
/** How long somebody has to stop typing before what they typed is looked for, in milliseconds. */
const pause = 180

/**
 * Searches while one types: asks for the page that the form's button would open, and takes over the parts of it that the form
 * names in `data-refreshes`. Where that fails, the button is still there.
 *
 * @param {HTMLElement} form
 */
export function liveSearch(form) {
  if (!(form instanceof HTMLFormElement)) return
  const parts = (form.dataset.refreshes ?? "").split(" ").filter(Boolean)
  /** @type {number | undefined} */
  let timer
  /** @type {AbortController | undefined} */
  let underWay

  async function search() {
    underWay?.abort()
    const asked = new AbortController()
    underWay = asked
    const address = searchAddress(
      form.getAttribute("action") ?? "",
      new FormData(/** @type {HTMLFormElement} */ (form)),
    )
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } })
      if (!answer.ok || answer.redirected) return
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      if (asked.signal.aborted) return
      for (const id of parts) takeOver(id, page)
      history.replaceState(history.state, "", address)
    } catch {
      // Another letter was quicker, or the network is gone.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(search, pause)
  })
  // Somebody may have typed before this script was there.
  const fields = [...form.elements].filter((field) => field instanceof HTMLInputElement)
  if (fields.some((field) => field.value !== field.defaultValue)) search()
}

/**
 * The address that sending the form would open.
 *
 * @param {string} action
 * @param {Iterable<[string, FormDataEntryValue]>} fields
 */
export function searchAddress(action, fields) {
  const query = new URLSearchParams()
  for (const [name, value] of fields) {
    if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim())
  }
  const text = query.toString()
  return text === "" ? action : `${action}?${text}`
}

/**
 * @param {string} id
 * @param {Document} page
 */
function takeOver(id, page) {
  const fresh = page.getElementById(id)
  const shown = document.getElementById(id)
  if (!fresh || !shown || fresh.innerHTML === shown.innerHTML) return
  shown.replaceChildren(...fresh.childNodes)
}
