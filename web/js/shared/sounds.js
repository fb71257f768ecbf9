// @ts-check

/** Notes in hertz, one after the other. */
const tunes = {
  arrival: [659, 880],
  door: [523, 659, 784],
  test: [523, 784],
}

/** Short, soft notes; nothing to download. */
export class Sounds {
  /** @type {AudioContext | null} */
  #context = null
  #speakerId = ""

  /** @param {string} speakerId - Empty for the usual one. */
  use(speakerId) {
    this.#speakerId = speakerId
  }

  /** Whether pages may sound: before the first press on one, browsers keep it silent. */
  get mayPlay() {
    return navigator.userActivation?.hasBeenActive ?? true
  }

  /** @param {keyof typeof tunes} name */
  async play(name) {
    // What can't sound now would sound later, all at once.
    if (!this.mayPlay) return
    try {
      this.#context ??= new AudioContext()
      const context = /** @type {AudioContext & { setSinkId?: (id: string) => Promise<void> }} */ (this.#context)
      await context.setSinkId?.(this.#speakerId)
      await context.resume()
      tunes[name].forEach((hertz, index) => this.#note(context, hertz, context.currentTime + index * 0.18))
    } catch {
      // A page that may not sound yet stays silent; what happened is on the screen.
    }
  }

  /**
   * @param {AudioContext} context
   * @param {number} hertz
   * @param {number} at - In the context's seconds.
   */
  #note(context, hertz, at) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.15, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.35)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.4)
  }
}
