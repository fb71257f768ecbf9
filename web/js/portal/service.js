// @ts-check
/**
 * Fills the length and the fee in when a service is chosen, each where the form has a field for it.
 *
 * @param {HTMLElement} select
 */
export function serviceChoice(select) {
  if (!(select instanceof HTMLSelectElement)) return
  select.addEventListener("change", () => {
    const chosen = select.selectedOptions[0]
    const fields = select.form?.elements
    if (!chosen?.value || !fields) return
    const length = fields.namedItem("length")
    const fee = fields.namedItem("fee")
    if (length instanceof HTMLSelectElement) length.value = chosen.dataset.minutes ?? ""
    if (fee instanceof HTMLInputElement) fee.value = chosen.dataset.fee ?? ""
  })
}
