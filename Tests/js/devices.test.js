// @ts-check
import { browserKind, cameraConstraints, micConstraints, whyNot } from "../../web/js/session/devices.js"
import { assert, assertEquals } from "./support/assert.js"

const agents = {
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  firefoxAndroid: "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
  chrome: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  edge:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
  android:
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
  mac:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  iPhone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  chromeOnIPhone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1",
}

Deno.test("each browser is known, so that its own words can explain how to allow a camera", () => {
  assertEquals(browserKind(agents.firefox, 0), "firefox")
  assertEquals(browserKind(agents.firefoxAndroid, 5), "firefox")
  assertEquals(browserKind(agents.chrome, 0), "chrome")
  assertEquals(browserKind(agents.edge, 0), "chrome")
  assertEquals(browserKind(agents.android, 5), "android")
  assertEquals(browserKind(agents.mac, 0), "safari")
  assertEquals(browserKind("NetSurf/3.11 (Linux; x86_64)", 0), "other")
})

Deno.test("every browser of an iPhone or iPad is iOS, an iPad that calls itself a Mac too", () => {
  assertEquals(browserKind(agents.iPhone, 5), "ios")
  assertEquals(browserKind(agents.chromeOnIPhone, 5), "ios")
  assertEquals(browserKind(agents.mac, 5), "ios")
})

Deno.test("why a device would not open", () => {
  const named = (/** @type {string} */ name) => whyNot(new DOMException("", name))
  assertEquals([named("NotAllowedError"), named("SecurityError")], ["blocked", "blocked"])
  assertEquals([named("NotFoundError"), named("OverconstrainedError")], ["none", "none"])
  assertEquals([named("NotReadableError"), named("AbortError"), whyNot(undefined)], ["busy", "busy", "busy"])
})

Deno.test("a phone's camera is asked for by where it looks, another by its id, none in particular at first", () => {
  const rear = cameraConstraints({ facing: "environment", cameraId: "c2" }, true)
  assertEquals([rear.facingMode, rear.deviceId], [{ ideal: "environment" }, undefined])
  const chosen = cameraConstraints({ facing: "user", cameraId: "c2" }, false)
  assertEquals([chosen.facingMode, chosen.deviceId], [undefined, { ideal: "c2" }])
  const first = cameraConstraints({ facing: "user" }, false)
  assertEquals([first.facingMode, first.deviceId], [undefined, undefined])
})

Deno.test("a microphone is asked for by its id, always with echo cancellation", () => {
  assertEquals(micConstraints({ facing: "user", micId: "m2" }).deviceId, { ideal: "m2" })
  assert(micConstraints({ facing: "user" }).echoCancellation)
})
