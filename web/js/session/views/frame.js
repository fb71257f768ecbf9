// @ts-check
import { attribute, find, ref, show, write } from "./dom.js"
/**
 * @import { Boot, Brand } from "../boot.js"
 * @import { Words } from "../../shared/words.js"
 */

/** @typedef {"loading" | "check" | "early" | "waiting" | "session" | "ended"} Screen */

/** Around the screens: which one is shown, the title of the tab, light or dark, the practice's name and how to reach it. */
export class Frame {
  #words
  /** @type {Screen} */
  #screen = "loading"
  #practice = ""

  /** @param {Words} words */
  constructor(words) {
    this.#words = words
    const language = document.querySelector('[data-ref="language"]')
    // The secret of a direct link is in the fragment, and would be lost on the way to the other language.
    if (language instanceof HTMLAnchorElement && location.hash) language.href += location.hash
  }

  /** @param {Boot} boot */
  introduce({ practice, brand }) {
    this.#practice = practice.name
    if (brand) dress(brand, practice.name)
    for (const element of document.querySelectorAll("[data-practice]")) {
      const key = /** @type {keyof Boot["practice"]} */ (/** @type {HTMLElement} */ (element).dataset.practice)
      // Of whom nothing is known, the page keeps what it says.
      if (practice[key]) write(element, practice[key])
      if (key === "hours") show(element, practice.hours !== "")
    }
    for (const item of document.querySelectorAll("[data-reach]")) {
      const isPhone = /** @type {HTMLElement} */ (item).dataset.reach === "telephone"
      const text = isPhone ? practice.telephone : practice.email
      show(item, text !== "")
      const href = isPhone ? `tel:${text.replace(/[^+\d]/g, "")}` : `mailto:${text}`
      attribute(find(item, "a"), "href", href)
    }
  }

  /**
   * Shows one screen, and moves the focus to its heading: a screen reader says where one is.
   *
   * @param {Screen} screen
   * @param {{ name: string, waiting: number, lost: boolean }} title - The other party; how many people wait (for hosts);
   *   whether the server has been out of reach for long.
   */
  show(screen, { name, waiting, lost }) {
    this.#title(screen, name, waiting, lost)
    if (screen === this.#screen) return
    this.#screen = screen
    for (const section of document.querySelectorAll("[data-view]")) {
      if (section instanceof HTMLElement && section !== document.body) show(section, section.dataset.view === screen)
    }
    document.body.dataset.view = screen
    attribute(document.documentElement, "data-scheme", screen === "session" ? "dark" : null)
    show(ref(document, "masthead"), screen !== "session")
    const heading = document.querySelector(`section[data-view="${screen}"] h1`)
    if (heading instanceof HTMLElement) heading.focus()
  }

  /** @param {Screen} screen @param {string} name @param {number} waiting @param {boolean} lost */
  #title(screen, name, waiting, lost) {
    const key = screen === "session" ? "title.call" : `title.${screen}`
    const own = this.#words.text(key, { name })
    const practice = this.#practice
    const whole = practice ? this.#words.text("title.page", { title: own, practice }) : own
    const counted = waiting > 0 ? this.#words.text("title.waitingCount", { count: waiting, title: whole }) : whole
    const title = lost ? this.#words.text("title.lost", { title: whole }) : counted
    if (document.title !== title) document.title = title
  }
}

/**
 * Gives the page a practice's colour and logo; once is enough.
 *
 * @param {Brand} brand
 * @param {string} name - The practice's.
 */
function dress({ style, logo }, name) {
  if (style && !document.querySelector('[data-ref="brandStyle"]')) {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = style
    link.dataset.ref = "brandStyle"
    document.head.append(link)
  }
  const brand = ref(document, "brand")
  if (!logo || brand.querySelector("img")) return
  const image = document.createElement("img")
  Object.assign(image, { src: logo.url, width: logo.width, height: logo.height, alt: name })
  const mark = brand.querySelector(".icon")
  if (mark) mark.replaceWith(image)
  show(find(brand, '[data-practice="name"]'), false)
}
