// @ts-check
import { announcementDesk } from "../shared/announcement-desk.js"
import { HostActs } from "./host-acts.js"
import { find } from "./views/dom.js"
import { PeoplePanel } from "./views/people-panel.js"
/**
 * @import { AnnouncementDesk } from "../shared/announcement-desk.js"
 * @import { Sounds } from "../shared/sounds.js"
 * @import { HostActsOptions } from "./host-acts.js"
 * @import { Times } from "../shared/times.js"
 */

/**
 * What only a host's page loads: what a host decides, the panel it is decided on, and how those who wait are announced.
 *
 * @param {HostActsOptions & { times: Times, sounds: Sounds, endAll: () => void, close: () => void }} options
 * @returns {{ acts: HostActs, panel: PeoplePanel, announcements: AnnouncementDesk }}
 */
export function makeHost(options) {
  const acts = new HostActs(options)
  const people = find(document, "#people")
  const announcements = announcementDesk(people, options.sounds)
  const panel = new PeoplePanel(people, options.words, options.times, {
    admit: ({ id }) => acts.admit([id]),
    admitAll: (ids) => acts.admit(ids),
    deny: (person) => acts.deny(person),
    note: (person, text) => acts.note(person, text),
    write: (person) => acts.write(person),
    mute: (person, kind) => acts.mute(person, kind),
    ask: (person, kind) => acts.ask(person, kind),
    sendBack: (person) => acts.sendBack(person),
    remove: (person) => acts.remove(person),
    undo: (person) => acts.undo(person),
    lock: (locked) => acts.lock(locked),
    reopen: () => acts.reopen(),
    endAll: options.endAll,
    close: options.close,
    opened: announcements.see,
  })
  return { acts, panel, announcements }
}
