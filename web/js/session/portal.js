// @ts-check
import { postJson, Problem } from "../shared/api.js"
import { Ended } from "./entry.js"
/**
 * @import { Boot, LinkAnswer } from "./boot.js"
 * @import { End, EndKind } from "./close-codes.js"
 * @import { Entry } from "./entry.js"
 */

/** Refusals that have a page of their own; others are told by the reasons that came with them. @type {Readonly<Record<string, EndKind>>} */
const kinds = { blocked: "blocked", session_ended: "ended", booking_cancelled: "cancelled", link_revoked: "revoked" }

/** What the page asks of the portal: to open a direct link, and for a room token. */
export class Portal {
  #boot
  #secret

  /**
   * @param {Boot} boot
   * @param {string} secret - From the fragment of a direct link; reaches no log, since it is only ever posted.
   */
  constructor(boot, secret) {
    this.#boot = boot
    this.#secret = secret
  }

  /** @returns {Promise<LinkAnswer>} Throws as `token` does. */
  async open() {
    try {
      return await postJson(this.#boot.openUrl, { secret: this.#secret })
    } catch (error) {
      throw error instanceof Problem && isFinal(error) ? new Ended(endOf(error)) : error
    }
  }

  /**
   * Has the portal check everything once more.
   *
   * @param {string} displayName
   * @returns {Promise<Entry>} Throws {@link Ended} if the answer is no; anything else may be tried again.
   */
  async token(displayName) {
    const { tokenUrl, csrf } = this.#boot
    try {
      const answer = await postJson(
        tokenUrl,
        this.#secret ? { secret: this.#secret, displayName } : { displayName },
        csrf,
      )
      return { token: answer.token, room: answer.room, endpoint: answer.endpoint }
    } catch (error) {
      throw error instanceof Problem && isFinal(error) ? new Ended(endOf(error)) : error
    }
  }
}

/** @param {Problem} problem */
function isFinal({ status, reasons }) {
  return reasons.length > 0 || status === 401 || status === 403 || status === 404 || status === 409 || status === 410
}

/**
 * @param {ReadonlyArray<{ code: string, title: string, detail: string, next?: string }>} reasons - Most important first.
 * @returns {End}
 */
export function refused(reasons) {
  return { kind: kinds[reasons[0]?.code ?? ""] ?? "refused", reasons }
}

/**
 * @param {Problem} problem
 * @returns {End}
 */
function endOf({ code, detail, reasons, message }) {
  return refused(reasons.length > 0 ? reasons : [{ code: code || "refused", title: message, detail }])
}
