// @ts-check
/**
 * Says in the edit bar who is ticked, and offers what makes sense for that many. Without it the bar shows as soon as something
 * is ticked, with all its buttons.
 *
 * @param {HTMLElement} form - Carries the words in `data-one` and `data-several`.
 */
export function editBar(form) {
  const title = form.querySelector("[data-bar-title]")
  const note = form.querySelector("[data-bar-note]")
  if (!title || !note) return
  const words = { one: form.dataset.one ?? "", several: form.dataset.several ?? "" }
  /** @type {NodeListOf<HTMLInputElement>} */
  const ticks = form.querySelectorAll('input[type="checkbox"]')
  /** @type {NodeListOf<HTMLButtonElement>} */
  const single = form.querySelectorAll("[data-single]")

  const update = () => {
    const ticked = [...ticks].filter((tick) => tick.checked).map((tick) => tick.dataset)
    if (ticked.length === 0) return
    const said = choiceWords(ticked, words)
    title.textContent = said.title
    note.textContent = said.note
    for (const button of single) button.hidden = ticked.length > 1
  }

  form.addEventListener("change", update)
  // Browsers tick again what was ticked before a reload, and do so after this runs.
  addEventListener("pageshow", update)
  update()
}

/**
 * What the bar says of those who are ticked.
 *
 * @param {readonly { name?: string, match?: string }[]} ticked
 * @param {{ one: string, several: string }} words
 */
export function choiceWords(ticked, words) {
  const only = ticked.length === 1 ? ticked[0] : undefined
  if (!only) {
    const names = ticked.map((each) => each.name ?? "").join(", ")
    return { title: words.several.replace("{count}", String(ticked.length)), note: names }
  }
  return { title: only.name ?? "", note: [words.one, only.match].filter(Boolean).join(" ") }
}
