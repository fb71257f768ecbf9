// @ts-check
import { OwnMedia } from "../../web/js/session/own-media.js"
import { assert, assertEquals } from "./support/assert.js"
import { FakeMediaDevices } from "./support/fake-media-devices.js"

/** Camera and microphone, open. @param {boolean} [phone] */
async function opened(phone = false) {
  const devices = new FakeMediaDevices()
  const mediaDevices = /** @type {any} */ (devices)
  const media = new OwnMedia({ mediaDevices, phone, choice: { facing: "user" }, onChange: () => {} })
  await media.open({ mic: true, camera: true })
  const [mic, camera] = devices.opened
  if (!mic || !camera) throw new Error("nothing was opened")
  return { media, devices, mic, camera }
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
