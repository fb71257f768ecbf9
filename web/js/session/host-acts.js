// @ts-check
import { RequestRefused } from "./pending-requests.js"
/**
 * @import { Blocked, ClientType, MediaKind, Participant, Waiting } from "./messages.js"
 * @import { Dialogs } from "./views/dialogs.js"
 * @import { Words } from "../shared/words.js"
 */

/**
 * @typedef {object} HostActsOptions
 * @property {(type: ClientType, data?: Record<string, unknown>) => Promise<any>} request
 * @property {(id: string) => string} nameOf
 * @property {(key: string, values: Record<string, string>) => void} say - Aloud.
 * @property {(key: string, values: Record<string, string>) => void} tell - Aloud, and on the stage.
 * @property {Dialogs} dialogs
 * @property {Words} words
 */

const failed = "people.failed"
/** What is said when an act is refused. @type {Readonly<Record<string, string>>} */
const refusals = { participant_not_found: "people.gone", room_full: "call.full" }

/** What a host decides, each with a word when it came too late. */
export class HostActs {
  #options

  /** @param {HostActsOptions} options */
  constructor(options) {
    this.#options = options
  }

  /** @param {string[]} ids - Those the host sees; nobody is admitted unseen. */
  async admit(ids) {
    const outcome = await this.#try("waiting.admit", { ids })
    const { tell, nameOf } = this.#options
    for (const { id, outcome: state } of outcome?.already ?? []) {
      tell(state === "admitted" ? "people.alreadyAdmitted" : "people.alreadyDenied", { name: nameOf(id) })
    }
    for (const id of outcome?.gone ?? []) tell("people.gone", { name: nameOf(id) })
  }

  /** @param {Waiting} person */
  async deny({ id, displayName: name }) {
    const reason = await this.#reason("deny", name)
    if (reason) await this.#try("waiting.deny", { id, ...reason, block: true })
  }

  /** @param {Waiting} person @param {string} text */
  async note({ id, displayName: name }, text) {
    const outcome = await this.#try("waiting.message", { ids: [id], text })
    if (outcome) this.#options.say("people.noteSent", { name })
  }

  /** @param {Waiting} person */
  async write(person) {
    const { dialogs, words } = this.#options
    const title = words.text("people.noteTitle", { name: person.displayName })
    const answer = await dialogs.ask("note", { title })
    if (answer?.text) await this.note(person, answer.text)
  }

  /** @param {Participant} person @param {MediaKind} kind */
  mute({ id }, kind) {
    return this.#try("participant.mute", { ids: [id], kinds: [kind] })
  }

  /** @param {Participant} person @param {MediaKind} kind */
  ask({ id }, kind) {
    return this.#try("participant.askUnmute", { id, kind })
  }

  /** @param {Participant} person */
  sendBack({ id }) {
    return this.#try("participant.remove", { id, block: false, toWaiting: true })
  }

  /** @param {Participant} person */
  async remove({ id, displayName: name }) {
    const reason = await this.#reason("remove", name)
    if (reason) await this.#try("participant.remove", { id, ...reason, block: true, toWaiting: false })
  }

  /** @param {Blocked} person */
  async undo({ id, displayName: name }) {
    if (await this.#try("participant.unblock", { id })) this.#options.say("people.undone", { name })
  }

  /** @param {boolean} locked */
  lock(locked) {
    return this.#try("room.lock", { locked })
  }

  reopen() {
    return this.#try("room.reopen", {})
  }

  end() {
    return this.#try("room.end", {})
  }

  /**
   * @param {"deny" | "remove"} act
   * @param {string} name
   * @returns {Promise<{ reason?: string } | null>} Null when the host thought better of it.
   */
  async #reason(act, name) {
    const { dialogs, words } = this.#options
    const answer = await dialogs.ask(act, {
      title: words.text(`people.${act}Title`, { name }),
      explain: words.text(`people.${act}Text`, { name }),
      label: words.text("people.reasonLabel", { name }),
    })
    return answer && (answer.text ? { reason: answer.text } : {})
  }

  /**
   * @param {ClientType} type
   * @param {Record<string, unknown>} data
   * @returns {Promise<any>} The reply's data, or null after saying that it did not work.
   */
  async #try(type, data) {
    try {
      return await this.#options.request(type, data) ?? {}
    } catch (error) {
      const name = this.#options.nameOf(String(data.id ?? ""))
      this.#options.tell(error instanceof RequestRefused ? refusals[error.code] ?? failed : failed, { name })
      return null
    }
  }
}
