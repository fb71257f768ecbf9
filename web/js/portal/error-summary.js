// @ts-check
/**
 * Brings the error summary to the person, as GOV.UK's does.
 *
 * @param {HTMLElement} summary
 */
export function focusErrors(summary) {
  summary.focus()
}
