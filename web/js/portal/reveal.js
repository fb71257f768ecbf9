// @ts-check
/**
 * Lets somebody see the password they type. It is hidden again before it is sent, so that the browser offers to keep it.
 *
 * @param {HTMLElement} button - Names the field in `aria-controls`.
 */
export function revealPassword(button) {
  const field = document.getElementById(button.getAttribute("aria-controls") ?? "")
  if (!(field instanceof HTMLInputElement)) return

  /** @param {boolean} isShown */
  function show(isShown) {
    if (!(field instanceof HTMLInputElement)) return
    field.type = isShown ? "text" : "password"
    button.setAttribute("aria-pressed", String(isShown))
  }

  button.hidden = false
  button.addEventListener("click", () => show(field.type === "password"))
  field.form?.addEventListener("submit", () => show(false))
}
