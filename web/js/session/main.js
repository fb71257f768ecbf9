// @ts-check
import { readBoot } from "./boot.js"
import { takeInstance } from "./instance.js"
import { SessionPage } from "./session-page.js"
import { find } from "./views/dom.js"
import { loadWords } from "../shared/words.js"

const boot = readBoot(find(document, "#boot").dataset)
const [all, instance, host] = await Promise.all([
  loadWords(boot.locale, "session"),
  takeInstance(sessionStorage, navigator.locks, `vestibule:${location.pathname}`),
  boot.role === "host" ? import("./host.js") : null,
])
const page = new SessionPage(boot, all.group("session"), instance, host && host.makeHost)

addEventListener("pagehide", () => instance.putBack())
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload()
})
addEventListener("online", () => page.wake())
addEventListener("offline", () => page.wake())
// From one network to another, and out of a freeze: not every browser says so.
const network = Reflect.get(navigator, "connection")
if (network instanceof EventTarget) network.addEventListener("change", () => page.wake())
document.addEventListener("resume", () => page.wake())
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") return instance.putBack()
  instance.takeOut()
  page.wake()
})

await page.start()
