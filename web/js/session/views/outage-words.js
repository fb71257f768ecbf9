// @ts-check
/**
 * @import { Outage } from "../outage.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * What somebody reads while the server is out of reach.
 *
 * @param {Words} words
 * @param {Outage} outage
 * @param {object} at
 * @param {"loading" | "waiting" | "session"} at.where - Matters while it is short.
 * @param {string} [at.placeUntil] - Till when the place in line is kept, where that is known.
 * @param {string} [at.telephone] - The practice's.
 * @returns {string}
 */
export function outageText(words, outage, { where, placeUntil, telephone }) {
  const said = [words.text(`outage.${outage === "short" ? where : outage}`)]
  if (outage !== "short" && placeUntil) said.push(words.text("outage.place", { time: placeUntil }))
  if (outage === "longer" && telephone) {
    said.push(words.text("outage.call", { telephone: telephone.replaceAll(" ", "\u00a0") }))
  }
  return said.join(" ")
}
