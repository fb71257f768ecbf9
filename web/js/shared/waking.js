// @ts-check

/**
 * Calls `wake` whenever the network may be another one, or the page is looked at again: a connection may have died meanwhile.
 *
 * @param {() => void} wake
 */
export function whenWoken(wake) {
  addEventListener("online", wake)
  addEventListener("offline", wake)
  // From one network to another, and out of a freeze: not every browser says so.
  const network = Reflect.get(navigator, "connection")
  if (network instanceof EventTarget) network.addEventListener("change", wake)
  document.addEventListener("resume", wake)
  document.addEventListener("visibilitychange", () => document.visibilityState !== "hidden" && wake())
}
