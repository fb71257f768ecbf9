// @ts-check
/**
 * Puts the secret behind the `#` of a link from a mail into the form's hidden field; then nobody has to type the code. The
 * secret goes nowhere but into that form, and along when the language is changed.
 *
 * @param {HTMLElement} holder - Holds the field `secret` and, for where no script runs, the field of the code.
 */
export function linkSecret(holder) {
  const field = holder.querySelector('input[name="secret"]')
  if (!(field instanceof HTMLInputElement)) return
  const secret = location.hash.slice(1)
  if (secret) field.value = secret
  const code = holder.querySelector("[data-code]")
  if (field.value && code instanceof HTMLElement && !code.hasAttribute("data-invalid")) code.hidden = true
  for (const link of document.querySelectorAll("a[hreflang]")) {
    if (link instanceof HTMLAnchorElement && field.value) link.hash = field.value
  }
}
