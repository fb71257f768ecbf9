// @ts-check

/** How long an answer may take, in milliseconds: a network that swallows everything gives none. */
const patience = 20_000

/** An answer that is not a success, as problem+json (RFC 9457) says it. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super(String(body?.title ?? status))
    this.status = status
    this.code = String(body?.code ?? "")
    this.detail = String(body?.detail ?? "")
    /** @type {ReadonlyArray<{ code: string, title: string, detail: string, next?: string }>} In the person's language. */
    this.reasons = Array.isArray(body?.reasons) ? body.reasons : []
  }
}

/**
 * Posts JSON to the site that served the page.
 *
 * @param {string} url
 * @param {Record<string, unknown>} body
 * @param {string} [csrf] - The token that proves the request comes from a page of ours.
 * @returns {Promise<any>} The answer's JSON. Throws a {@link Problem}, or something else when the server
 *   can't be reached.
 */
export async function postJson(url, body, csrf = "") {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      ...(csrf && { "X-CSRF-Token": csrf }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  })
  const json = await response.json().catch(() => null)
  if (!response.ok) throw new Problem(response.status, json)
  return json
}
