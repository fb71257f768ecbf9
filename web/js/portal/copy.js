// @ts-check
/** How long the button says that it is done, in milliseconds. */
const doneFor = 4_000

/**
 * Copies the field named in `aria-controls`, and says so in the button's `[data-word]`.
 *
 * @param {HTMLElement} button - Carries what to say afterwards in `data-done`.
 */
export function copyButton(button) {
  const field = document.getElementById(button.getAttribute("aria-controls") ?? "")
  const word = button.querySelector("[data-word]")
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || !word) return
  const usual = word.textContent
  /** @type {number | undefined} */
  let timer

  button.hidden = false
  word.setAttribute("aria-live", "polite")
  button.addEventListener("click", async () => {
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      return // The address stays selected: it can be copied by hand. (No clipboard over plain http.)
    }
    word.textContent = button.dataset.done ?? usual
    clearTimeout(timer)
    timer = setTimeout(() => word.textContent = usual, doneFor)
  })
}
