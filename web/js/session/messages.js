// @ts-check
/**
 * The frames of signaling protocol 1 as the page sees them. The reference is `SignalingProtocol.docc/Protocol.md`; the
 * fixtures beside it are read by the tests of both sides. Instants are milliseconds since 1970 (UTC).
 *
 * @typedef {"host" | "cohost" | "participant" | "guest" | "observer"} Role
 * @typedef {"audio" | "video" | "screen"} MediaKind
 * @typedef {"on" | "off" | "failed"} MediaSwitch
 * @typedef {{ audio: MediaSwitch, video: MediaSwitch, screen: MediaSwitch }} MediaState
 * @typedef {{ audio: boolean, video: boolean, screen: boolean }} Permissions
 * @typedef {"on" | "off" | "blocked" | "none"} DeviceReadiness
 * @typedef {{ camera: DeviceReadiness, microphone: DeviceReadiness, network: "direct" | "relay" | "poor" | "unknown" }} Readiness
 *
 * @typedef {object} Participant - Somebody in the session.
 * @property {string} id
 * @property {string} session - One connection's life.
 * @property {string} displayName - Chosen by its owner.
 * @property {string} [verifiedName] - The record's; sent to hosts only.
 * @property {Role} role
 * @property {"online" | "reconnecting"} presence
 * @property {MediaState} media
 * @property {Permissions} perms
 * @property {boolean} hand
 * @property {number} since
 *
 * @typedef {object} Waiting - Somebody in the waiting room; sent to hosts only.
 * @property {string} id
 * @property {string} displayName
 * @property {string} [verifiedName]
 * @property {"client" | "guest" | "staff"} kind
 * @property {string} [link]
 * @property {number} waitingSince
 * @property {"online" | "away"} presence
 * @property {number} [awaySince] - While away.
 * @property {Readiness} readiness
 * @property {string} [note]
 * @property {number} [knockedAt] - When they last rang.
 * @property {string} [duplicateOf]
 *
 * @typedef {object} Peer - One media connection to make.
 * @property {string} id
 * @property {string} session
 * @property {number} conn - A generation: signals of an older one are dropped.
 * @property {boolean} polite - Gives way when offers collide.
 * @property {boolean} initiator - Makes the first offer.
 *
 * @typedef {{ id: string, displayName: string, by: "denied" | "removed" }} Blocked - Somebody kept out; hosts only.
 *
 * @typedef {object} Room
 * @property {boolean} locked
 * @property {number} startsAt
 * @property {number} endsAt
 * @property {number} closesAt - When entry closes.
 * @property {number} hardEnd
 * @property {string} [hostName] - Whom the session is booked with now.
 * @property {"mesh" | "sfu"} topology
 * @property {boolean} [reopened]
 *
 * @typedef {"description" | "candidates" | "restart" | "close"} SignalKind
 */

/**
 * What a `signal` carries. The server passes it on unread, so both pages must agree on it.
 *
 * - `description`: `{ description: { type, sdp }, attempt? }`, type `offer` or `answer`.
 * - `candidates`: `{ candidates: RTCIceCandidateInit[], attempt? }`; an item `{ candidate: "" }` ends them.
 * - `restart`: `{ attempt }`: the sender has lost its connection object (its page was reloaded) and starts over. The receiver
 *   drops its own, makes a fresh one and waits for an offer; where both start over at once, the impolite side starts over
 *   once more and the polite one gives way. From then on both name this
 *   `attempt`, and what names another (or none) is left unread: it belongs to what is gone. Before any restart there is none.
 * - `close`: `{}`: the sender has closed this connection.
 *
 * @typedef {{ description: RTCSessionDescriptionInit, attempt?: string }} DescriptionPayload
 * @typedef {{ candidates: RTCIceCandidateInit[], attempt?: string }} CandidatesPayload
 * @typedef {{ attempt: string }} RestartPayload
 */

/**
 * @typedef {object} HelloOK
 * @property {string} session
 * @property {string} participantId
 * @property {boolean} resumed
 * @property {boolean} replay - What was missed follows; otherwise room.state does.
 * @property {string} resumeToken
 * @property {"waiting" | "admitted"} state
 * @property {Role} role
 * @property {Permissions} perms
 * @property {number} epoch
 * @property {number} serverTime
 * @property {{ maxFrame: number, descriptionBytes: number, candidateBytes: number, messagesPerSecond: number, burst: number }} limits
 * @property {{ intervalMs: number, timeoutMs: number }} heartbeat
 *
 * @typedef {object} RoomState
 * @property {number} rev
 * @property {number} epoch
 * @property {Room} room
 * @property {Participant[]} participants
 * @property {Waiting[]} [waiting]
 * @property {Blocked[]} [blocked]
 * @property {Peer[]} peers
 * @property {string[]} lostSignals
 *
 * @typedef {{ hostPresent: boolean, closesAt: number, waitingSince: number, startsAt: number, endsAt: number, hostName?: string, alertedAt?: number, room_locked?: boolean }} WaitingStatus
 * @typedef {{ id: string } & Partial<Omit<Waiting, "id">> & { knocked?: boolean }} WaitingUpdate
 * @typedef {{ id: string, reason: "admitted" | "denied" | "left" | "closed" | "replaced" | "ended" | "revoked" }} WaitingLeft
 * @typedef {{ id: string } & Partial<Omit<Participant, "id">> & { peer?: Peer }} ParticipantUpdate
 * @typedef {{ id: string, reason: "left" | "timeout" | "removed" | "sent_back" | "replaced" | "ended" }} ParticipantLeft
 * @typedef {{ from: string, fromSession: string, conn: number, kind: SignalKind, payload: unknown }} IncomingSignal
 * @typedef {{ to: string, conn: number, reason: "gone" | "reconnecting" | "stale_conn" | "overflow" }} SignalFailed
 * @typedef {{ from: string, to?: string, text: string, at: number }} ChatMessage
 * @typedef {Partial<Room> & { blocked?: Blocked[], cancelled?: { reason?: string } }} RoomUpdate
 * @typedef {{ code: number, reason: string, action: "resume" | "rejoin" | "stop" | "moved", retryAfterMs?: number, url?: string, message?: string }} Bye
 * @typedef {{ servers: RTCIceServer[], expiresAt?: number, refreshAt?: number }} IceServers
 * @typedef {{ room: string, booking: string, startsAt: number, endsAt: number, hostPresent: boolean, waiting: Waiting[], admitted: number }} QueuedRoom
 * @typedef {{ code: string, message: string, retryable: boolean, retryAfterMs?: number, details?: { outcome?: string, field?: string, holder?: string } }} RefusalData
 */

/**
 * @template {string} T
 * @template D
 * @typedef {{ type: T, seq?: number, rev?: number, data: D }} Frame
 */

/**
 * @typedef {Frame<"ok", any> & { re: string }} OkReply
 * @typedef {Frame<"error", RefusalData> & { re?: string }} ErrorReply
 * @typedef {Frame<"hello.ok", HelloOK>} HelloOKFrame
 *
 * @typedef {Frame<"welcome", { protocol: string, features: string[], serverTime: number, helloTimeoutMs: number, maxFrame: number }>
 *   | HelloOKFrame
 *   | Frame<"room.state", RoomState>
 *   | Frame<"waiting.status", WaitingStatus>
 *   | Frame<"waiting.entered", { reason?: string }>
 *   | Frame<"waiting.message", { text: string, at: number }>
 *   | Frame<"waiting.joined", Waiting>
 *   | Frame<"waiting.updated", WaitingUpdate>
 *   | Frame<"waiting.left", WaitingLeft>
 *   | Frame<"admitted", {}>
 *   | Frame<"denied", { reason?: string }>
 *   | Frame<"participant.joined", { participant: Participant, peer: Peer }>
 *   | Frame<"participant.updated", ParticipantUpdate>
 *   | Frame<"participant.left", ParticipantLeft>
 *   | Frame<"media.enforce", { kinds: MediaKind[], by: string }>
 *   | Frame<"media.askUnmute", { kind: MediaKind, by: string }>
 *   | Frame<"media.updated", { id: string } & MediaState>
 *   | Frame<"signal", IncomingSignal>
 *   | Frame<"signal.failed", SignalFailed>
 *   | Frame<"chat.message", ChatMessage>
 *   | Frame<"hand.updated", { from: string, raised: boolean, at: number }>
 *   | Frame<"quality.updated", { from: string, level: "good" | "fair" | "poor" | "lost", reason?: string, at: number }>
 *   | Frame<"alert", { from: string, kind: "left_quickly", at: number }>
 *   | Frame<"ice.servers", IceServers>
 *   | Frame<"room.updated", RoomUpdate>
 *   | Frame<"room.ending", { endsAt: number, hardEnd: number, nextBookingAt?: number }>
 *   | Frame<"room.closed", { reason?: string }>
 *   | Frame<"server.draining", { reconnectAfterMs: number, deadline: number }>
 *   | Frame<"bye", Bye>
 *   | Frame<"tick", { serverTime: number }>
 *   | Frame<"pong", { ts?: number, serverTime: number }>
 *   | Frame<"queue.state", { rooms: QueuedRoom[], serverTime: number }>
 *   | Frame<"queue.updated", QueuedRoom>
 *   | OkReply
 *   | ErrorReply} ServerFrame
 */

/** Every type the server sends. A test compares it with the fixtures. */
export const serverTypes = /** @type {const} */ ([
  "welcome",
  "hello.ok",
  "room.state",
  "waiting.status",
  "waiting.entered",
  "waiting.message",
  "waiting.joined",
  "waiting.updated",
  "waiting.left",
  "admitted",
  "denied",
  "participant.joined",
  "participant.updated",
  "participant.left",
  "media.enforce",
  "media.askUnmute",
  "media.updated",
  "signal",
  "signal.failed",
  "chat.message",
  "hand.updated",
  "quality.updated",
  "alert",
  "ice.servers",
  "room.updated",
  "room.ending",
  "room.closed",
  "server.draining",
  "bye",
  "tick",
  "pong",
  "queue.state",
  "queue.updated",
  "ok",
  "error",
])

/** Every type a client may send. */
export const clientTypes = /** @type {const} */ ([
  "hello",
  "ping",
  "ack",
  "bye",
  "waiting.knock",
  "readiness.update",
  "waiting.admit",
  "waiting.deny",
  "waiting.message",
  "participant.mute",
  "participant.askUnmute",
  "participant.setPerms",
  "participant.setRole",
  "participant.remove",
  "participant.unblock",
  "room.lock",
  "room.reopen",
  "room.extend",
  "room.end",
  "media.update",
  "screen.request",
  "screen.release",
  "signal",
  "chat.send",
  "hand.set",
  "quality.report",
  "alert.send",
  "ice.refresh",
  "profile.update",
])

/** @typedef {typeof clientTypes[number]} ClientType */

/** The longest texts, in characters. */
export const textLimits = { displayName: 80, chat: 2_000, note: 280, reason: 280, knock: 140 }
