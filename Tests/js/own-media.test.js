// @ts-check
import { OwnMedia } from "../../web/js/session/own-media.js"
import { assert, assertEquals } from "./support/assert.js"
import { FakeMediaDevices } from "./support/fake-media-devices.js"

/** What a browser lists: `id group`, in Chromium with an alias for what the system prefers. @param {string[]} mics @param {string[]} cameras */
function list(mics, cameras) {
  const each = (/** @type {string} */ device) => {
    const [deviceId, groupId = deviceId] = device.split(" ")
    return /** @type {MediaDeviceInfo} */ ({ deviceId, groupId })
  }
  return { mics: mics.map(each), cameras: cameras.map(each), speakers: [] }
}

/** Camera and microphone, open. @param {boolean} [phone] */
async function opened(phone = false) {
  const devices = new FakeMediaDevices()
  const mediaDevices = /** @type {any} */ (devices)
  const turns = /** @type {string[]} */ ([])
  const onTurn = (/** @type {string} */ kind, /** @type {string} */ turn) => turns.push(`${kind} ${turn}`)
  const media = new OwnMedia({ mediaDevices, phone, choice: { facing: "user" }, onChange: () => {}, onTurn })
  await media.open({ mic: true, camera: true })
  const [mic, camera] = devices.opened
  if (!mic || !camera) throw new Error("nothing was opened")
  return { media, devices, mic, camera, turns }
}

Deno.test("another camera takes the place of the one in use, which is closed; the microphone goes on", async () => {
  const { media, devices, mic, camera } = await opened()
  await media.choose({ cameraId: "c2" })
  const now = devices.opened.at(-1)
  assertEquals([devices.opened.length, now?.kind, now?.constraints.deviceId], [3, "video", { ideal: "c2" }])
  assertEquals([camera.stopped, mic.stopped, media.camera], [true, false, "on"])
  assert(/** @type {unknown} */ (media.tracks.video) === now, "the others get the new one")
})

Deno.test("a phone turns from its front camera to the rear one", async () => {
  const { media, devices, camera } = await opened(true)
  assertEquals(camera.constraints.facingMode, { ideal: "user" })
  await media.choose({ facing: "environment" })
  assertEquals([camera.stopped, devices.opened.at(-1)?.constraints.facingMode], [true, { ideal: "environment" }])
})

Deno.test("whoever is muted stays muted with another microphone", async () => {
  const { media, devices, mic } = await opened()
  await media.setMic(false)
  await media.choose({ micId: "m2" })
  const now = devices.opened.at(-1)
  assertEquals([mic.stopped, now?.constraints.deviceId, now?.enabled, media.mic], [true, { ideal: "m2" }, false, "off"])
})

Deno.test("a camera that is off stays off when another is chosen, which is used once it is turned on", async () => {
  const { media, devices, camera } = await opened()
  await media.setCamera(false)
  await media.choose({ cameraId: "c2" })
  assertEquals([camera.stopped, devices.opened.length, media.camera], [true, 2, "off"])
  await media.setCamera(true)
  assertEquals(devices.opened.at(-1)?.constraints.deviceId, { ideal: "c2" })
})

Deno.test("a speaker is chosen without touching camera or microphone", async () => {
  const { media, devices, mic, camera } = await opened()
  await media.choose({ speakerId: "s2" })
  assertEquals([media.choice.speakerId, devices.opened.length, mic.stopped, camera.stopped], ["s2", 2, false, false])
})

Deno.test("a chosen camera that will not open says why, and the microphone goes on", async () => {
  const { media, devices, mic } = await opened()
  devices.fails = "NotReadableError"
  await media.choose({ cameraId: "c2" })
  assertEquals([media.camera, media.tracks.video, media.mic, mic.stopped], ["busy", null, "on", false])
})

Deno.test("a telephone call that takes the microphone is told, and so is its end", async () => {
  const { media, mic, turns } = await opened()
  mic.hold(true)
  assertEquals([media.mic, media.state.audio, media.readiness.microphone], ["held", "failed", "blocked"])
  assertEquals([media.camera, media.state.video], ["on", "on"])
  mic.hold(false)
  assertEquals([media.mic, media.state.audio, turns], ["on", "on", ["mic held", "mic back"]])
})

Deno.test("whoever is muted hears of a telephone call when they unmute", async () => {
  const { media, mic, turns } = await opened()
  await media.setMic(false)
  mic.hold(true)
  assertEquals([media.mic, turns], ["off", []])
  await media.setMic(true)
  assertEquals([media.mic, mic.enabled], ["held", true])
  mic.hold(false)
  assertEquals([media.mic, turns], ["on", ["mic back"]])
})

Deno.test("a device that is disconnected is told, and is used again once the same one is back", async () => {
  const { media, devices, mic, camera, turns } = await opened()
  await media.choose({ micId: "headset" })
  const headset = devices.opened.at(-1)
  headset?.onended?.()
  assertEquals([media.mic, media.tracks.audio, media.state.audio, turns], ["gone", null, "failed", ["mic gone"]])
  await media.look(list(["audio-1"], ["video-1"]))
  assertEquals([media.mic, devices.opened.length], ["gone", 3], "another microphone is the person's choice")
  await media.look(list(["audio-1", "headset"], ["video-1"]))
  assertEquals([media.mic, devices.opened.at(-1)?.constraints.deviceId], ["on", { exact: "headset" }])
  assertEquals([turns, mic.stopped, camera.stopped], [["mic gone", "mic back"], true, false])
})

Deno.test("a device that is listed before it is ready is tried again at the next change", async () => {
  const { media, devices, camera, turns } = await opened()
  camera.onended?.()
  for (const name of ["NotReadableError", "NotAllowedError"]) {
    devices.fails = name
    await media.look(list([], ["video-1"]))
    assertEquals([media.camera, turns], ["gone", ["camera gone"]], name)
  }
  devices.fails = ""
  await media.look(list([], ["video-1"]))
  assertEquals([media.camera, turns], ["on", ["camera gone", "camera back"]])
})

Deno.test("in place of a device that is gone another can be turned on, chosen, or none", async () => {
  const turned = await opened()
  turned.mic.onended?.()
  await turned.media.setMic(true)
  assertEquals([turned.media.mic, turned.media.micTrack !== null], ["on", true])

  const chosen = await opened()
  chosen.camera.onended?.()
  await chosen.media.choose({ cameraId: "c2" })
  assertEquals([chosen.media.camera, chosen.devices.opened.at(-1)?.constraints.deviceId], ["on", { ideal: "c2" }])

  const none = await opened()
  none.mic.onended?.()
  none.camera.onended?.()
  await none.media.setMic(false)
  await none.media.setCamera(false)
  assertEquals(none.media.state, { audio: "off", video: "off", screen: "off" })
  await none.media.look(list(["audio-1"], ["video-1"]))
  assertEquals([none.media.mic, none.media.camera], ["off", "off"], "what was switched off stays off")
})

Deno.test("a muted microphone that is disconnected stays muted, and says nothing", async () => {
  const { media, mic, turns } = await opened()
  await media.setMic(false)
  mic.onended?.()
  assertEquals([media.mic, turns], ["off", []])
  await media.setMic(true)
  assertEquals(media.mic, "on")
})

Deno.test("the device that the system prefers is known again by its group, not by taking its place", async () => {
  const devices = new FakeMediaDevices()
  const mediaDevices = /** @type {any} */ (devices)
  const choice = { facing: /** @type {const} */ ("user"), micId: "default" }
  const media = new OwnMedia({ mediaDevices, phone: false, choice, onChange: () => {}, onTurn: () => {} })
  await media.open({ mic: true, camera: false })
  devices.opened[0]?.onended?.()
  await media.look(list(["default built-in", "m1 built-in"], []))
  assertEquals([media.mic, devices.opened.length], ["gone", 1], "the built-in one has become the default")
  await media.look(list(["default built-in", "m1 built-in", "m2 group-default"], []))
  assertEquals([media.mic, devices.opened.at(-1)?.constraints.deviceId], ["on", { exact: "m2" }])
})
