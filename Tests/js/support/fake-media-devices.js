// @ts-check
/** A track as far as it can be opened, muted and closed. */
export class FakeTrack {
  enabled = true
  stopped = false
  muted = false
  contentHint = ""
  /** @type {(() => void) | null} */
  onended = null
  /** @type {(() => void) | null} */
  onmute = null
  /** @type {(() => void) | null} */
  onunmute = null

  /** @param {"audio" | "video"} kind @param {any} constraints - What it was opened for. */
  constructor(kind, constraints) {
    this.kind = kind
    this.constraints = constraints
  }

  stop() {
    this.stopped = true
  }

  getSettings() {
    const deviceId = this.constraints.deviceId?.ideal ?? this.constraints.deviceId?.exact ?? `${this.kind}-1`
    return { deviceId, groupId: `group-${deviceId}` }
  }

  /** The system takes it for something else, or gives it back. @param {boolean} muted */
  hold(muted) {
    this.muted = muted
    if (muted) this.onmute?.()
    else this.onunmute?.()
  }
}

/** Devices that always open, unless `fails` holds the name of an error. */
export class FakeMediaDevices {
  /** @type {FakeTrack[]} Every track ever opened. */
  opened = []
  fails = ""

  /** @param {{ audio?: any, video?: any }} wanted */
  getUserMedia({ audio, video }) {
    if (this.fails) return Promise.reject(new DOMException("", this.fails))
    const tracks = [
      ...(audio ? [new FakeTrack("audio", audio)] : []),
      ...(video ? [new FakeTrack("video", video)] : []),
    ]
    this.opened.push(...tracks)
    return Promise.resolve({
      getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
      getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
    })
  }
}
