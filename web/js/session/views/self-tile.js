// @ts-check
import { attribute, ref, show, showTrack } from "./dom.js"
/** @import { OwnMedia } from "../own-media.js" */

const corners = ["bottom-end", "bottom-start", "top-start", "top-end"]
/** A press that moves less than this, in pixels, is a click. */
const slack = 8

/** One's own picture: mirrored, dragged to a corner, or sent to the next one by a click. */
export class SelfTile {
  #tile
  #stage

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.#stage = stage
    this.#tile = ref(stage, "self")
    this.#tile.onpointerdown = (event) => this.#grab(event)
  }

  /** @param {{ media: OwnMedia, shown: boolean, phone: boolean }} state */
  render({ media, shown, phone }) {
    show(this.#tile, shown)
    attribute(this.#tile, "data-rear", media.choice.facing === "environment" && phone ? "" : null)
    show(ref(this.#tile, "selfOff"), media.camera !== "on")
    show(ref(this.#tile, "selfMuted"), media.mic !== "on")
    showTrack(ref(this.#tile, "selfVideo", HTMLVideoElement), media.cameraTrack)
  }

  /** @param {PointerEvent} down */
  #grab(down) {
    const tile = this.#tile
    tile.setPointerCapture(down.pointerId)
    tile.onpointermove = (move) => {
      tile.style.translate = `${move.clientX - down.clientX}px ${move.clientY - down.clientY}px`
    }
    tile.onpointercancel = tile.onpointerup = (up) => {
      tile.onpointermove = tile.onpointerup = tile.onpointercancel = null
      tile.style.translate = ""
      const moved = Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > slack
      tile.dataset.corner = moved ? this.#nearest(up) : this.#following()
    }
  }

  /** @param {PointerEvent} at */
  #nearest({ clientX, clientY }) {
    const { left, top, width, height } = this.#stage.getBoundingClientRect()
    return `${clientY < top + height / 2 ? "top" : "bottom"}-${clientX < left + width / 2 ? "start" : "end"}`
  }

  #following() {
    const now = corners.indexOf(this.#tile.dataset.corner ?? "bottom-end")
    return corners[(now + 1) % corners.length] ?? "bottom-end"
  }
}
