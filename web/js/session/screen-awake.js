// @ts-check

/** Keeps a phone's screen from going dark while somebody waits or talks, where the browser can. */
export class ScreenAwake {
  /** @type {WakeLockSentinel | null} */
  #lock = null
  #wanted = false

  constructor() {
    document.addEventListener("visibilitychange", () => this.want(this.#wanted))
  }

  /** @param {boolean} wanted */
  async want(wanted) {
    this.#wanted = wanted
    if (!wanted) {
      await this.#lock?.release()
      this.#lock = null
    } else if (document.visibilityState === "visible" && (this.#lock?.released ?? true)) {
      this.#lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null
    }
  }
}
