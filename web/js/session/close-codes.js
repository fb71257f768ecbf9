// @ts-check
/** @import { Bye, RefusalData } from "./messages.js" */

/**
 * Why a session is over for this page. Each kind has its own words: `session.ended.{kind}Title`, `…Lead`.
 *
 * @typedef {"left" | "leftWaiting" | "ended" | "over" | "removed" | "denied" | "replaced" | "cancelled" | "lost" | "blocked"
 *   | "notOpen" | "closed" | "revoked" | "withdrawn" | "handedOver" | "forbidden" | "notFound" | "full" | "refused" | "failed" | "taken"} EndKind
 *
 * @typedef {object} End
 * @property {EndKind} kind
 * @property {string} [reason] - In the host's words.
 * @property {ReadonlyArray<{ code: string, title: string, detail: string, next?: string }>} [reasons] - From the portal, in the
 *   person's language.
 */

/**
 * What to do after a connection is gone.
 *
 * - `resume`: connect again with the resume token; `rejoin`: with a new room token; `moved`: resume at `url`.
 * - `stop`: it is over.
 *
 * @typedef {{ action: "resume" | "rejoin" | "moved", afterMs?: number, url?: string } | { action: "stop", end: End }} Next
 */

/** @type {Readonly<Record<number, EndKind>>} */
const finalCodes = {
  1000: "failed",
  1001: "failed",
  1002: "failed",
  1003: "failed",
  1007: "failed",
  4400: "failed",
  4403: "forbidden",
  4404: "notFound",
  4405: "denied",
  4406: "removed",
  4409: "replaced",
  4410: "ended",
  4411: "notOpen",
  4412: "closed",
}

/** Close codes that end it only if the server said why before: proxies that restart close with them too, and say nothing. */
const codesOfProxies = [1000, 1001]

/** Close codes that end it whatever else was said. */
const finalWords = [4403, 4404, 4405, 4406, 4409, 4410, 4411, 4412]

/** Close codes after which the resume token is of no more use. */
const rejoinCodes = [1009, 1011, 4401, 4440]

/** A `bye` may say more precisely than the close code why. @type {Readonly<Record<string, EndKind>>} */
const reasonKinds = {
  cancelled: "cancelled",
  booking_cancelled: "cancelled",
  link_revoked: "revoked",
  revoked: "withdrawn",
  host_changed: "handedOver",
  hard_end: "over",
  blocked: "blocked",
  window_not_open: "notOpen",
  window_closed: "closed",
}

/** Refused at hello for good. @type {Readonly<Record<string, EndKind>>} */
const refusalKinds = {
  ...reasonKinds,
  room_not_found: "notFound",
  room_full: "full",
  forbidden: "forbidden",
  not_admitted: "forbidden",
  unsupported: "failed",
  bad_request: "failed",
  unknown_type: "failed",
  too_large: "failed",
  conflict: "failed",
}

/** Refused at hello, and a fresh token may help. */
const staleEntries = ["token_expired", "token_spent", "token_invalid", "token_not_yet_valid", "hello_timeout"]

/**
 * The table of the protocol document: what a client does after a close.
 *
 * @param {number} code - 1005 or 1006 if the connection simply went away.
 * @param {Bye | null} bye - The server's last word, if it had one.
 * @returns {Next}
 */
export function afterClose(code, bye) {
  const kind = bye || !codesOfProxies.includes(code) ? finalCodes[code] : undefined
  if (kind) return { action: "stop", end: { kind: reasonKinds[bye?.reason ?? ""] ?? kind, reason: bye?.message } }
  const afterMs = bye?.retryAfterMs
  if (code === 4407 && bye?.url) return { action: "moved", url: bye.url, afterMs }
  return { action: rejoinCodes.includes(code) ? "rejoin" : "resume", afterMs }
}

/**
 * What a client does after its hello was refused and the connection closed.
 *
 * @param {RefusalData} refusal
 * @param {number} code - The close code.
 * @param {Bye | null} bye
 * @returns {Next}
 */
export function afterRefusal(refusal, code, bye) {
  if (finalWords.includes(code)) return afterClose(code, bye ?? bareBye(code, refusal))
  const kind = refusalKinds[refusal.code]
  if (kind) return { action: "stop", end: { kind, reason: bye?.message } }
  if (refusal.code === "resume_invalid" || refusal.code === "stale_epoch" || staleEntries.includes(refusal.code)) {
    return { action: "rejoin", afterMs: refusal.retryAfterMs }
  }
  return refusal.retryable
    ? { action: "resume", afterMs: refusal.retryAfterMs ?? bye?.retryAfterMs }
    : { action: "stop", end: { kind: "failed" } }
}

/**
 * @param {number} code
 * @param {RefusalData} refusal
 * @returns {Bye}
 */
function bareBye(code, refusal) {
  return { code, reason: refusal.code, action: "stop" }
}
