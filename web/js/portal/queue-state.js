// @ts-check
/**
 * Who waits where among the rooms that somebody may host. Plain data, in the words of the signaling protocol.
 *
 * @typedef {object} Waiting
 * @property {string} id
 * @property {string} displayName
 * @property {string} [verifiedName]
 * @property {"client" | "guest" | "staff"} kind
 * @property {number} waitingSince - Milliseconds since 1970.
 * @property {"online" | "away"} presence
 * @property {number} [awaySince] - While away.
 * @property {{ camera: string, microphone: string, network: string }} [readiness]
 * @property {string} [note]
 * @property {number} [knockedAt] - When they last rang.
 *
 * @typedef {object} QueuedRoom
 * @property {string} room
 * @property {string} booking
 * @property {number} startsAt - Milliseconds since 1970.
 * @property {number} endsAt
 * @property {boolean} hostPresent
 * @property {Waiting[]} waiting
 * @property {number} admitted
 *
 * @typedef {ReadonlyMap<string, QueuedRoom>} Queue
 *
 * @typedef {object} Entry
 * @property {QueuedRoom} room
 * @property {Waiting} person
 */

/** @type {Queue} */
export const emptyQueue = new Map()

/**
 * The queue after one event. Unknown events change nothing, so that an older page survives a newer server.
 *
 * @param {Queue} queue
 * @param {{ type: string, data: any }} event
 * @returns {Queue}
 */
export function reduce(queue, event) {
  switch (event.type) {
    case "queue.state":
      return new Map(event.data.rooms.map((/** @type {QueuedRoom} */ room) => [room.room, room]))
    case "queue.updated":
      return new Map(queue).set(event.data.room, event.data)
    default:
      return queue
  }
}

/**
 * Everybody who waits, longest first.
 *
 * @param {Queue} queue
 * @returns {Entry[]}
 */
export function entries(queue) {
  return [...queue.values()]
    .flatMap((room) => room.waiting.map((person) => ({ room, person })))
    .sort((one, other) => one.person.waitingSince - other.person.waitingSince)
}
