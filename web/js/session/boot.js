// @ts-check
/**
 * What the server said of this page. A visitor's page knows nothing of its session before the link was opened.
 *
 * @typedef {object} Boot
 * @property {"host" | "participant" | "guest"} role
 * @property {string} tokenUrl
 * @property {string} csrf
 * @property {string} room
 * @property {string} openUrl - Of a direct link; empty for others.
 * @property {string} displayName
 * @property {string} withName - The other party, as people say it.
 * @property {number} startsAt - Milliseconds since 1970, as all times.
 * @property {number} endsAt
 * @property {number} opensAt
 * @property {number} serverNow
 * @property {string} timeZone
 * @property {string} locale
 * @property {string} exitUrl - My account or Today; empty for a visitor.
 * @property {{ name: string, telephone: string, email: string, hours: string }} practice
 * @property {Brand} [brand] - Of a visitor's page, which is sent without: absent, it has what it has.
 */

/**
 * What a practice's pages look like.
 *
 * @typedef {object} Brand
 * @property {string} [style] - The address of its colour's style sheet.
 * @property {{ url: string, width: number, height: number }} [logo]
 */

/**
 * @param {DOMStringMap} data - Of the element `#boot`.
 * @returns {Boot}
 */
export function readBoot(data) {
  const text = (/** @type {string} */ name) => data[name] ?? ""
  const role = text("role")
  return {
    role: role === "host" || role === "guest" ? role : "participant",
    tokenUrl: text("tokenUrl"),
    csrf: text("csrf"),
    room: text("room"),
    openUrl: text("openUrl"),
    displayName: text("displayName"),
    withName: text("withName"),
    startsAt: Number(text("startsAt")),
    endsAt: Number(text("endsAt")),
    opensAt: Number(text("opensAt")),
    serverNow: Number(text("serverNow")) || Date.now(),
    timeZone: text("timeZone"),
    locale: text("locale") || "en",
    exitUrl: text("exitUrl"),
    practice: {
      name: text("practiceName"),
      telephone: text("practiceTelephone"),
      email: text("practiceEmail"),
      hours: text("practiceHours"),
    },
  }
}

/**
 * What opening a direct link brings back.
 *
 * @typedef {object} LinkAnswer
 * @property {"open" | "early" | "refused"} state
 * @property {string} [room]
 * @property {{ name?: string, telephone?: string, email?: string, hours?: string, brandCss?: string, logo?: Brand["logo"] }} [practice]
 * @property {number} [startsAt]
 * @property {number} [endsAt]
 * @property {number} [opensAt]
 * @property {number} [serverTime]
 * @property {string} [timeZone]
 * @property {string} [clinicianName]
 * @property {ReadonlyArray<{ code: string, title: string, detail: string, next?: string }>} [reasons]
 */

/**
 * What the page knows once its link was opened.
 *
 * @param {Boot} boot
 * @param {LinkAnswer} answer
 * @returns {Boot}
 */
export function opened(boot, answer) {
  const { practice } = answer
  return {
    ...boot,
    room: answer.room ?? boot.room,
    withName: answer.clinicianName ?? boot.withName,
    startsAt: answer.startsAt ?? boot.startsAt,
    endsAt: answer.endsAt ?? boot.endsAt,
    opensAt: answer.opensAt ?? boot.opensAt,
    serverNow: answer.serverTime ?? boot.serverNow,
    timeZone: answer.timeZone ?? boot.timeZone,
    practice: {
      name: practice?.name ?? boot.practice.name,
      telephone: practice?.telephone ?? boot.practice.telephone,
      email: practice?.email ?? boot.practice.email,
      hours: practice?.hours ?? boot.practice.hours,
    },
    brand: { style: practice?.brandCss, logo: practice?.logo },
  }
}
