// @ts-check
/** How often the day is asked for anew, in milliseconds: sessions begin, end, are made and moved. */
const every = 60_000
/** How long an answer may take, in milliseconds: a network that swallows everything gives none. */
const patience = 20_000

/**
 * Keeps what carries `data-fresh` as the server would render it now: a page like Today stays open all day. What holds the
 * focus is left alone until it doesn't.
 *
 * @param {() => void} onChange
 */
export function freshDay(onChange) {
  async function refresh() {
    if (document.hidden) return
    const signal = AbortSignal.timeout(patience)
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal })
    if (response.redirected) return location.reload()
    if (!response.ok) return
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const fresh = page.getElementById(part.id)
      if (!fresh || part.contains(document.activeElement)) continue
      part.replaceWith(document.adoptNode(fresh))
    }
    onChange()
  }

  const quietly = () => refresh().catch(() => undefined) // No network: the next one will tell.
  setInterval(quietly, every)
  document.addEventListener("visibilitychange", quietly)
}
