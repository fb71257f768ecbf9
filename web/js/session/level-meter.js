// @ts-check

/** How often the level is read, in milliseconds: 10 Hz. */
const interval = 100
/** Louder than this (root mean square, full scale 1) fills the meter. */
const loudest = 0.25
/** Quieter than this shows nothing: the noise of a room. */
const quietest = 0.004

/**
 * Loudness in steps of equal ratio, as ears hear it.
 *
 * @param {Float32Array} samples - In [-1, 1].
 * @returns {number} 0 to 8.
 */
export function level(samples) {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const loudness = Math.sqrt(sum / Math.max(1, samples.length))
  if (loudness <= quietest) return 0
  return Math.min(8, Math.max(1, Math.round(8 * Math.log(loudness / quietest) / Math.log(loudest / quietest))))
}

/** Reads how loud a microphone is. */
export class LevelMeter {
  #onLevel
  /** @type {AudioContext | null} */
  #context = null
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null
  /** @type {MediaStreamTrack | null} */
  #track = null
  #timer = 0

  /** @param {(level: number) => void} onLevel - 0 to 8. */
  constructor(onLevel) {
    this.#onLevel = onLevel
  }

  /** Listens to `track`, or stops at null. @param {MediaStreamTrack | null} track */
  listen(track) {
    if (track === this.#track) return
    this.#track = track
    clearInterval(this.#timer)
    this.#source?.disconnect()
    if (!track) return this.#onLevel(0)
    this.#context ??= new AudioContext()
    const analyser = this.#context.createAnalyser()
    analyser.fftSize = 2048
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]))
    this.#source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    this.#timer = setInterval(() => {
      this.#wake()
      analyser.getFloatTimeDomainData(samples)
      this.#onLevel(track.enabled ? level(samples) : 0)
    }, interval)
  }

  /** Browsers keep sound asleep until the person has touched the page. */
  #wake() {
    if (this.#context?.state === "suspended") this.#context.resume().catch(() => {})
  }
}
