// @ts-check
/**
 * @import { Blocked, ChatMessage, Participant, Permissions, Role, Room, ServerFrame, Waiting, WaitingStatus } from "./messages.js"
 * @import { End } from "./close-codes.js"
 */

/**
 * What the session page knows. Plain data: safe to log, compare and freeze.
 *
 * @typedef {object} CallState
 * @property {"connecting" | "waiting" | "admitted" | "ended"} phase
 * @property {string} me - Own participant id; empty until the server has said it.
 * @property {Role} role
 * @property {Permissions} perms
 * @property {Room | null} room - Nothing while waiting.
 * @property {WaitingStatus | null} status - All that somebody waiting is told.
 * @property {string} hostName - Whom the session is booked with now; empty as long as the server hasn't said.
 * @property {ReadonlyArray<{ text: string, at: number, from: string }>} notes - What the host of that moment wrote to this person waiting.
 * @property {{ reason?: string } | null} sentBack - Set while waiting again after having been in.
 * @property {ReadonlyArray<Participant>} participants - All in the session, oneself included.
 * @property {ReadonlyArray<Waiting>} waiting - In the order they came. Hosts only.
 * @property {ReadonlyArray<Blocked>} blocked - Denied or removed. Hosts only.
 * @property {Readonly<Record<string, string>>} names - By participant id, of those who have left too.
 * @property {ReadonlyArray<ChatMessage>} chat
 * @property {number | null} endsAt - When the session ends, once the server has warned.
 * @property {boolean} draining - The server is about to restart.
 * @property {string | undefined} said - What the host said when closing.
 * @property {End | null} end - Why it is over, in the phase "ended".
 */

/** @type {CallState} */
export const initialState = Object.freeze({
  phase: "connecting",
  me: "",
  role: "participant",
  perms: { audio: true, video: true, screen: true },
  room: null,
  status: null,
  hostName: "",
  notes: [],
  sentBack: null,
  participants: [],
  waiting: [],
  blocked: [],
  names: {},
  chat: [],
  endsAt: null,
  draining: false,
  said: undefined,
  end: null,
})

/**
 * Puts `item` in the place of the one with its id, or last.
 *
 * @template {{ id: string }} T
 * @param {ReadonlyArray<T>} list
 * @param {T} item
 * @returns {T[]}
 */
function placed(list, item) {
  return list.some((other) => other.id === item.id)
    ? list.map((other) => other.id === item.id ? item : other)
    : [...list, item]
}

/**
 * Lays `changes` over the item with that id, if there is one.
 *
 * @template {{ id: string }} T
 * @param {ReadonlyArray<T>} list
 * @param {string} id
 * @param {Partial<T>} changes
 * @returns {T[]}
 */
function changed(list, id, changes) {
  return list.map((item) => item.id === id ? { ...item, ...changes } : item)
}

/**
 * @template {{ id: string }} T
 * @param {ReadonlyArray<T>} list
 * @param {string} id
 * @returns {T[]}
 */
function without(list, id) {
  return list.filter((item) => item.id !== id)
}

/**
 * @param {CallState} state
 * @param {ReadonlyArray<{ id: string, displayName: string }>} people
 */
function withNames(state, people) {
  return { ...state.names, ...Object.fromEntries(people.map((person) => [person.id, person.displayName])) }
}

/**
 * Back in (or still in) the waiting room: nothing about others remains.
 *
 * @param {CallState} state
 * @param {{ reason?: string } | null} sentBack
 * @returns {CallState}
 */
function waitingRoom(state, sentBack) {
  return { ...state, phase: "waiting", sentBack, room: null, participants: [], chat: [], endsAt: null }
}

/**
 * Whether this is what was read before: the newest note comes again with every return.
 *
 * @param {CallState} state
 * @param {{ text: string, at: number }} note
 */
export function isKnownNote({ notes }, { text, at }) {
  return notes.some((known) => known.at === at && known.text === text)
}

/**
 * Returns the state after one server frame. Unknown frames change nothing, so an older page survives a newer server.
 *
 * @param {CallState} state
 * @param {ServerFrame} frame
 * @returns {CallState}
 */
export function reduce(state, frame) {
  switch (frame.type) {
    case "hello.ok": {
      const { participantId, role, perms } = frame.data
      const known = { ...state, me: participantId, role, perms, draining: false, end: null }
      if (frame.data.state !== "waiting") return { ...known, phase: "admitted", sentBack: null, notes: [] }
      return waitingRoom(known, state.sentBack ?? (state.phase === "admitted" ? {} : null))
    }
    case "room.state": {
      const { room, participants, waiting = [], blocked = [] } = frame.data
      const names = withNames(state, [...participants, ...waiting])
      const perms = participants.find((one) => one.id === state.me)?.perms ?? state.perms
      const hostName = room.hostName ?? state.hostName
      return { ...state, room, hostName, participants, waiting, blocked, names, perms }
    }
    case "waiting.status":
      return { ...state, status: frame.data, hostName: frame.data.hostName ?? state.hostName }
    case "waiting.entered":
      return waitingRoom(state, frame.data)
    case "waiting.message":
      if (isKnownNote(state, frame.data)) return state
      return { ...state, notes: [...state.notes, { ...frame.data, from: state.hostName }] }
    case "waiting.joined":
      return { ...state, waiting: placed(state.waiting, frame.data), names: withNames(state, [frame.data]) }
    case "waiting.updated": {
      const { id, knocked: _, ...changes } = frame.data
      return { ...state, waiting: changed(state.waiting, id, changes) }
    }
    case "waiting.left":
      return { ...state, waiting: without(state.waiting, frame.data.id) }
    case "admitted":
      return { ...state, phase: "admitted", sentBack: null, notes: [] }
    case "denied":
    case "room.closed":
      return { ...state, said: frame.data.reason ?? state.said }
    default:
      return reduceSession(state, frame)
  }
}

/**
 * The frames of a session that one is in.
 *
 * @param {CallState} state
 * @param {ServerFrame} frame
 * @returns {CallState}
 */
function reduceSession(state, frame) {
  switch (frame.type) {
    case "participant.joined": {
      const { participant } = frame.data
      return {
        ...state,
        participants: placed(state.participants, participant),
        names: withNames(state, [participant]),
      }
    }
    case "participant.updated": {
      const { id, peer: _, ...changes } = frame.data
      const participants = changed(state.participants, id, changes)
      const names = changes.displayName ? { ...state.names, [id]: changes.displayName } : state.names
      const own = id === state.me ? { role: changes.role ?? state.role, perms: changes.perms ?? state.perms } : {}
      return { ...state, participants, names, ...own }
    }
    case "participant.left":
      return { ...state, participants: without(state.participants, frame.data.id) }
    case "media.updated": {
      const { id, audio, video, screen } = frame.data
      return { ...state, participants: changed(state.participants, id, { media: { audio, video, screen } }) }
    }
    case "hand.updated":
      return { ...state, participants: changed(state.participants, frame.data.from, { hand: frame.data.raised }) }
    case "chat.message":
      return { ...state, chat: [...state.chat, frame.data] }
    case "room.updated": {
      const { blocked, cancelled: _, ...changes } = frame.data
      const room = state.room && { ...state.room, ...changes }
      return { ...state, room, hostName: changes.hostName ?? state.hostName, blocked: blocked ?? state.blocked }
    }
    case "room.ending":
      return { ...state, endsAt: frame.data.endsAt }
    case "server.draining":
      return { ...state, draining: true }
    default:
      return state
  }
}

/**
 * The state after the last connection.
 *
 * @param {CallState} state
 * @param {End} end
 * @returns {CallState}
 */
export function ended(state, end) {
  return { ...initialState, me: state.me, role: state.role, phase: "ended", end: { reason: state.said, ...end } }
}
