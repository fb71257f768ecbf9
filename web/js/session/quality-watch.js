// @ts-check
import { grade, measure } from "./quality.js"
/** @import { Level, Measure } from "./quality.js" */

/** How often the connections are looked at, in milliseconds. */
const interval = 5_000
const order = /** @type {const} */ (["good", "fair", "poor"])

/** Grades the worst of the media connections, again and again. */
export class QualityWatch {
  /** @type {WeakMap<RTCPeerConnection, Measure>} */
  #before = new WeakMap()

  /**
   * @param {() => ReadonlyArray<{ connection: RTCPeerConnection, state: RTCPeerConnectionState }>} connections
   * @param {(level: Level | null) => void} onLevel - Null when there is nothing to measure.
   */
  constructor(connections, onLevel) {
    setInterval(async () => onLevel(await this.#look(connections())), interval)
  }

  /**
   * @param {ReadonlyArray<{ connection: RTCPeerConnection, state: RTCPeerConnectionState }>} connections
   * @returns {Promise<Level | null>}
   */
  async #look(connections) {
    let worst = -1
    for (const { connection, state } of connections) {
      if (state !== "connected") continue
      const after = await measure(connection)
      const before = this.#before.get(connection) ?? after
      this.#before.set(connection, after)
      worst = Math.max(worst, order.indexOf(grade(before, after)))
    }
    return order[worst] ?? null
  }
}
