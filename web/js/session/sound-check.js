// @ts-check

/** How long a recording is, in milliseconds. */
const recordFor = 3_000

/**
 * Records the microphone for three seconds and plays it back. Nothing leaves the page.
 *
 * @param {MediaStreamTrack} track
 * @param {string} speakerId - Empty for the usual one.
 * @param {(step: "recording" | "playing") => void} onStep
 * @returns {Promise<boolean>} Whether there was anything to play.
 */
export async function hearYourself(track, speakerId, onStep) {
  const recorder = new MediaRecorder(new MediaStream([track]))
  /** @type {Blob[]} */
  const parts = []
  recorder.ondataavailable = (event) => {
    if (event.data.size > 0) parts.push(event.data)
  }
  const stopped = new Promise((resolve) => recorder.onstop = resolve)
  onStep("recording")
  recorder.start()
  setTimeout(() => recorder.state === "recording" && recorder.stop(), recordFor)
  await stopped
  if (parts.length === 0) return false
  onStep("playing")
  return await play(new Blob(parts, { type: recorder.mimeType }), speakerId)
}

/**
 * @param {Blob} recording
 * @param {string} speakerId
 * @returns {Promise<boolean>}
 */
async function play(recording, speakerId) {
  const audio = new Audio(URL.createObjectURL(recording))
  try {
    if (speakerId && "setSinkId" in audio) await audio.setSinkId(speakerId)
    const over = new Promise((resolve) => audio.onended = audio.onerror = resolve)
    await audio.play()
    await over
    return true
  } catch {
    return false
  } finally {
    URL.revokeObjectURL(audio.src)
  }
}
