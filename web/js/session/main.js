// @ts-check
import { readBoot } from "./boot.js"
import { takeInstance } from "./instance.js"
import { SessionPage } from "./session-page.js"
import { find } from "./views/dom.js"
import { whenWoken } from "../shared/waking.js"
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
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") instance.putBack()
  else instance.takeOut()
})
whenWoken(() => page.wake())

await page.start()
