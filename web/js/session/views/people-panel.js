// @ts-check
import { attribute, copy, find, keyed, ref, setIcon, show, write } from "./dom.js"
import { makeParticipant, updateParticipant } from "./participant-row.js"
import { makeWaitingPerson, updateWaitingPerson } from "./waiting-person.js"
/**
 * @import { CallState } from "../call-state.js"
 * @import { Blocked, Participant } from "../messages.js"
 * @import { ParticipantActions } from "./participant-row.js"
 * @import { WaitingPersonActions } from "./waiting-person.js"
 * @import { Times } from "../../shared/times.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {WaitingPersonActions & ParticipantActions & {
 *   admitAll: (ids: string[]) => void,
 *   reopen: () => void,
 *   undo: (person: Blocked) => void,
 *   lock: (locked: boolean) => void,
 *   endAll: () => void,
 *   close: () => void,
 *   opened: () => void,
 * }} PeopleActions
 */

/** The host's panel: who waits, who is in, who was kept out. Clients never have it, nor its data. */
export class PeoplePanel {
  #root
  #words
  #times
  #actions
  /** @type {CallState | null} */
  #call = null

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {Times} times
   * @param {PeopleActions} actions
   */
  constructor(root, words, times, actions) {
    this.#root = root
    this.#words = words
    this.#times = times
    this.#actions = actions
    ref(root, "close").onclick = actions.close
    ref(root, "reopen").onclick = actions.reopen
    ref(root, "endAll").onclick = actions.endAll
    ref(root, "lock").onclick = () => actions.lock(!this.#call?.room?.locked)
    ref(root, "admitAll").onclick = () => actions.admitAll(this.#shownWaiting())
    root.addEventListener("toggle", (event) => this.#closeOtherMenus(event.target), true)
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      const open = root.querySelector("details[open]")
      if (!(open instanceof HTMLDetailsElement)) return
      open.open = false
      find(open, "summary").focus()
    })
  }

  /** @param {CallState} call @param {ReadonlyArray<Participant>} others @param {number} now - Milliseconds since 1970. */
  render(call, others, now) {
    this.#call = call
    const root = this.#root
    const context = {
      words: this.#words,
      times: this.#times,
      now,
      bookedAt: call.room?.startsAt,
      names: call.names,
    }
    keyed(ref(root, "waitingList"), call.waiting, {
      key: (one) => one.id,
      make: ({ id }) => makeWaitingPerson(() => this.#call?.waiting.find((one) => one.id === id), this.#actions),
      update: (element, person) => updateWaitingPerson(element, person, context),
    })
    this.#renderWaitingHead(call)
    this.#renderEntry(call, now)
    keyed(ref(root, "inList"), others, {
      key: (one) => one.id,
      make: ({ id }) => makeParticipant(() => this.#call?.participants.find((one) => one.id === id), this.#actions),
      update: (element, person) => updateParticipant(element, person, this.#words, this.#times),
    })
    write(ref(root, "inCount"), String(others.length || ""))
    show(ref(root, "onlyYou"), others.length === 0)
    this.#renderOut(call.blocked)
    const locked = call.room?.locked ?? false
    attribute(ref(root, "lock"), "aria-pressed", String(locked))
    show(ref(root, "lockedNote"), locked)
    setIcon(ref(root, "lock"), locked ? "lock" : "unlock")
    write(find(ref(root, "lock"), "span"), this.#words.text(locked ? "people.locked" : "people.lock"))
  }

  /** The panel was opened. */
  focus() {
    find(this.#root, "h2").focus()
    this.#actions.opened()
  }

  /** @param {CallState} call */
  #renderWaitingHead({ waiting }) {
    const count = waiting.length
    show(ref(this.#root, "waitingCount"), count > 0)
    write(ref(this.#root, "waitingCount"), String(count))
    show(ref(this.#root, "nobody"), count === 0)
    show(ref(this.#root, "admitAll"), count > 1)
    const all = count === 2 ? this.#words.text("people.admitBoth") : this.#words.text("people.admitAll", { count })
    write(ref(this.#root, "admitAll"), all)
  }

  /** @param {CallState} call @param {number} now */
  #renderEntry({ room }, now) {
    const open = room?.reopened ?? false
    const key = open ? "people.openToEnd" : now >= (room?.closesAt ?? Infinity) ? "people.closed" : "people.closesAt"
    const time = this.#times.clock(room?.closesAt ?? now)
    write(ref(this.#root, "entry"), room ? this.#words.text(key, { time }) : "")
    show(ref(this.#root, "reopen"), room !== null && !open)
  }

  /** @param {ReadonlyArray<Blocked>} blocked */
  #renderOut(blocked) {
    show(ref(this.#root, "out"), blocked.length > 0)
    keyed(ref(this.#root, "outList"), blocked, {
      key: (one) => one.id,
      make: () => copy("out"),
      update: (element, person) => {
        write(ref(element, "name"), person.displayName)
        write(ref(element, "how"), this.#words.text(`people.${person.by}`))
        for (const whom of element.querySelectorAll("[data-whom]")) write(whom, ` ${person.displayName}`)
        ref(element, "undo").onclick = () => this.#actions.undo(person)
      },
    })
  }

  /** Nobody is admitted unseen: the ids of those on the screen now. */
  #shownWaiting() {
    return [...ref(this.#root, "waitingList").children].flatMap((child) =>
      child instanceof HTMLElement && child.dataset.waiting ? [child.dataset.waiting] : []
    )
  }

  /** @param {EventTarget | null} opened */
  #closeOtherMenus(opened) {
    if (!(opened instanceof HTMLDetailsElement) || !opened.open) return
    for (const menu of this.#root.querySelectorAll("details[open]")) {
      if (menu !== opened && menu instanceof HTMLDetailsElement) menu.open = false
    }
  }
}
