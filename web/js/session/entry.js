// @ts-check
/** @import { End } from "./close-codes.js" */

/**
 * A room token, and where to take it. From the portal.
 *
 * @typedef {{ token: string, room: string, endpoint: string }} Entry
 *
 * What a later connection of the same session needs. Survives a reload in sessionStorage.
 * @typedef {{ token: string, room: string, endpoint: string }} Resume
 */

/** Thrown by whoever asks for an entry when there is no use in trying again. */
export class Ended extends Error {
  /** @param {End} end */
  constructor(end) {
    super(end.kind)
    this.end = end
  }
}
