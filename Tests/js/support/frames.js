// @ts-check
/** @import { HelloOK, Participant, RoomState, Waiting } from "../../../web/js/session/messages.js" */

export const instant = 1_795_356_000_000

/** @param {Partial<HelloOK>} [changes] @returns {{ type: "hello.ok", data: HelloOK }} */
export function helloOK(changes = {}) {
  return {
    type: "hello.ok",
    data: {
      session: "s-me",
      participantId: "p-me",
      resumed: false,
      replay: false,
      resumeToken: "resume-1",
      state: "waiting",
      role: "participant",
      perms: { audio: true, video: true, screen: true },
      epoch: 1,
      serverTime: instant,
      limits: { maxFrame: 65_536, descriptionBytes: 49_152, candidateBytes: 8_192, messagesPerSecond: 30, burst: 150 },
      heartbeat: { intervalMs: 15_000, timeoutMs: 40_000 },
      ...changes,
    },
  }
}

/** @param {string} id @param {Partial<Participant>} [changes] @returns {Participant} */
export function participant(id, changes = {}) {
  return {
    id,
    session: `s-${id}`,
    displayName: `Name of ${id}`,
    role: "participant",
    presence: "online",
    media: { audio: "on", video: "on", screen: "off" },
    perms: { audio: true, video: true, screen: true },
    hand: false,
    since: instant,
    ...changes,
  }
}

/** @param {string} id @param {Partial<Waiting>} [changes] @returns {Waiting} */
export function waiting(id, changes = {}) {
  return {
    id,
    displayName: `Name of ${id}`,
    kind: "client",
    waitingSince: instant,
    presence: "online",
    readiness: { camera: "on", microphone: "on", network: "unknown" },
    ...changes,
  }
}

/** @param {Partial<RoomState>} [changes] @returns {{ type: "room.state", seq: number, data: RoomState }} */
export function roomState(changes = {}) {
  const room = {
    locked: false,
    startsAt: instant,
    endsAt: instant + 3_000_000,
    closesAt: instant + 1_800_000,
    hardEnd: instant + 4_800_000,
    topology: /** @type {const} */ ("mesh"),
  }
  return {
    type: "room.state",
    seq: 1,
    data: { rev: 1, epoch: 1, room, participants: [], peers: [], lostSignals: [], ...changes },
  }
}
