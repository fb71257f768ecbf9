// @ts-check
import { attribute, copy, find, keyed, ref, setIcon, show, write } from "./dom.js"
import { outageText } from "./outage-words.js"
import { SelfTile } from "./self-tile.js"
/**
 * @import { Participant } from "../messages.js"
 * @import { CallState } from "../call-state.js"
 * @import { Outage } from "../outage.js"
 * @import { OwnMedia } from "../own-media.js"
 * @import { Level } from "../quality.js"
 * @import { Words } from "../../shared/words.js"
 */

/**
 * @typedef {object} StageState
 * @property {CallState} call
 * @property {ReadonlyArray<Participant>} others
 * @property {ReadonlyMap<string, MediaStream>} streams
 * @property {(id: string) => RTCPeerConnectionState | "gone"} linkOf
 * @property {OwnMedia} media
 * @property {boolean} selfShown
 * @property {boolean} phone
 * @property {Outage | null} outage
 * @property {Level | null} quality
 * @property {string} withName - The other party, as people say it.
 * @property {number} now - The server's time, milliseconds since 1970.
 */

/** The others, large; oneself, small; what goes on, above. */
export class StageView {
  #root
  #words
  #isHost
  #telephone = ""
  #speakerId = ""
  #self
  /** Videos that the browser will not play before a tap (iOS). @type {Set<HTMLVideoElement>} */
  #silent = new Set()

  /**
   * @param {HTMLElement} root - The stage.
   * @param {Words} words
   * @param {boolean} isHost
   * @param {{ again: () => void }} actions - Tries to reach the server at once.
   */
  constructor(root, words, isHost, actions) {
    this.#root = root
    this.#words = words
    this.#isHost = isHost
    this.#self = new SelfTile(root)
    ref(root, "play").onclick = () => this.#playSilent()
    ref(root, "again").onclick = actions.again
  }

  /** @param {{ practice: { telephone: string } }} session */
  introduce({ practice }) {
    this.#telephone = practice.telephone
  }

  /** @param {StageState} state */
  render(state) {
    const root = this.#root
    const { call, others, quality, outage, linkOf, withName: name } = state
    write(ref(root, "title"), this.#words.text("call.title", { name }))
    write(ref(root, "withName"), name)
    const me = call.participants.find((one) => one.id === call.me)
    const minutes = me ? Math.max(0, Math.floor((state.now - me.since) / 60_000)) : 0
    write(ref(root, "minutes"), minutes > 0 ? this.#words.text("call.minutesIn", { count: minutes }) : "")
    const connected = others.some((one) => linkOf(one.id) === "connected")
    show(ref(root, "quality"), quality !== null && connected)
    if (quality) {
      setIcon(ref(root, "quality"), { good: "signal-3", fair: "signal-2", poor: "signal-1" }[quality])
      write(ref(root, "qualityWord"), this.#words.text(`call.${quality}`))
    }
    const { sharing } = state.media
    show(ref(root, "banner"), outage !== null || call.draining || sharing)
    write(
      ref(root, "bannerText"),
      outage ? this.#outage(outage, connected) : this.#words.text(call.draining ? "call.draining" : "call.shareOn"),
    )
    show(ref(root, "again"), outage !== null && outage !== "short")
    show(ref(root, "alone"), others.length === 0)
    const alone = this.#isHost ? "aloneHost" : "aloneClient"
    write(ref(root, "aloneNote"), this.#words.text(`call.${alone}`, { name }))
    attribute(ref(root, "tiles"), "data-count", String(others.length))
    keyed(ref(root, "tiles"), others, {
      key: (one) => one.id,
      make: (one) => this.#makeTile(one),
      update: (tile, one) => this.#updateTile(tile, one, state),
    })
    this.#forgetGone()
    show(ref(root, "play"), this.#silent.size > 0)
    this.#self.render({ media: state.media, shown: state.selfShown, phone: state.phone })
  }

  /** Plays everybody through another speaker. @param {string} speakerId */
  useSpeaker(speakerId) {
    if (speakerId === this.#speakerId) return
    this.#speakerId = speakerId
    for (const video of this.#root.querySelectorAll("video")) {
      if (video.dataset.kind === "remote" && "setSinkId" in video) video.setSinkId(speakerId).catch(() => {})
    }
  }

  /** What is said of an outage: with picture and sound going on, no more than is needed. @param {Outage} outage @param {boolean} connected */
  #outage(outage, connected) {
    if (connected) return this.#words.text("outage.media")
    return outageText(this.#words, outage, { where: "session", telephone: this.#telephone })
  }

  /** @param {Participant} one */
  #makeTile(one) {
    const tile = copy("remote")
    tile.dataset.participant = one.id
    return tile
  }

  /** @param {HTMLElement} tile @param {Participant} one @param {StageState} state */
  #updateTile(tile, one, { streams, linkOf, media }) {
    const name = one.displayName
    const video = find(tile, "video", HTMLVideoElement)
    const sharing = one.media.screen === "on"
    attribute(tile, "data-screen", sharing ? "" : null)
    attribute(video, "aria-label", this.#words.text(sharing ? "call.screenOf" : "call.pictureOf", { name }))
    this.#play(video, streams.get(one.id) ?? null, media.choice.speakerId)
    // Muted by the host means silent here, whatever the other page does.
    video.muted = one.media.audio !== "on"
    const link = linkOf(one.id)
    const waiting = link === "new" || link === "connecting" || link === "gone"
    // Whose server connection dropped may still be seen and heard.
    const dropped = link === "failed" || link === "disconnected" ||
      (link !== "connected" && one.presence === "reconnecting")
    const dark = one.media.video !== "on" && !sharing
    show(ref(tile, "off"), waiting || dropped || dark)
    setIcon(ref(tile, "off"), dropped ? "warning" : waiting ? "clock" : "camera-off")
    const word = dropped ? "call.away" : waiting ? "call.connecting" : "call.cameraOff"
    write(ref(tile, "offText"), this.#words.text(word, { name }))
    write(ref(tile, "name"), name)
    show(ref(tile, "mutedIcon"), one.media.audio !== "on")
    show(ref(tile, "mutedWord"), one.media.audio !== "on")
  }

  /** @param {HTMLVideoElement} video @param {MediaStream | null} stream @param {string} [speakerId] */
  #play(video, stream, speakerId) {
    if (video.srcObject === stream) return
    video.srcObject = stream
    if (!stream) return
    if (speakerId && "setSinkId" in video) video.setSinkId(speakerId).catch(() => {})
    video.play().catch((error) => {
      if (error?.name !== "NotAllowedError") return
      this.#silent.add(video)
      show(ref(this.#root, "play"), true)
    })
  }

  #playSilent() {
    for (const video of this.#silent) video.play().catch(() => {})
    this.#silent.clear()
    show(ref(this.#root, "play"), false)
  }

  #forgetGone() {
    for (const video of this.#silent) {
      if (!video.isConnected) this.#silent.delete(video)
    }
  }
}
