// @ts-check

/**
 * What became of a device: `unasked` before anybody was asked, `opening` while the browser asks, `held` while the system has
 * taken it for something else (a telephone call), `gone` when it went away in use.
 *
 * @typedef {"unasked" | "opening" | "on" | "off" | "blocked" | "none" | "busy" | "insecure" | "held" | "gone"} DeviceState
 *
 * @typedef {object} DeviceChoice
 * @property {string} [cameraId]
 * @property {string} [micId]
 * @property {string} [speakerId]
 * @property {"user" | "environment"} facing - Which camera of a phone.
 * @property {boolean} [exact] - These or none; otherwise another is better than none.
 */

/**
 * Why a device would not open (Media Capture and Streams, 10.3.1.1).
 *
 * @param {unknown} error
 * @returns {"blocked" | "none" | "busy"}
 */
export function whyNot(error) {
  switch (/** @type {{ name?: string }} */ (error)?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "blocked"
    case "NotFoundError":
    case "OverconstrainedError":
      return "none"
    default:
      return "busy"
  }
}

/**
 * Phones know a front and a rear camera, not names; others know names.
 *
 * @param {DeviceChoice} choice
 * @param {boolean} phone
 * @returns {MediaTrackConstraints}
 */
export function cameraConstraints(choice, phone) {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }
  if (phone) return { ...size, facingMode: { ideal: choice.facing } }
  return choice.cameraId ? { ...size, deviceId: named(choice.cameraId, choice) } : size
}

/**
 * @param {DeviceChoice} choice
 * @returns {MediaTrackConstraints}
 */
export function micConstraints(choice) {
  const clean = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  return choice.micId ? { ...clean, deviceId: named(choice.micId, choice) } : clean
}

/** @param {string} id @param {DeviceChoice} choice @returns {ConstrainDOMString} */
function named(id, { exact }) {
  return exact ? { exact: id } : { ideal: id }
}

/**
 * Whether both devices may be opened without the browser asking.
 *
 * @param {Permissions | undefined} permissions
 * @returns {Promise<boolean>}
 */
export async function alreadyAllowed(permissions) {
  try {
    const states = await Promise.all(
      ["camera", "microphone"].map((name) => permissions?.query({ name: /** @type {PermissionName} */ (name) })),
    )
    return states.every((status) => status?.state === "granted")
  } catch {
    return false
  }
}

/**
 * Tells when the permission for camera or microphone is given or taken back, where the browser says so.
 *
 * @param {Permissions | undefined} permissions
 * @param {() => void} run
 */
export async function onPermission(permissions, run) {
  for (const name of ["camera", "microphone"]) {
    const status = await permissions?.query({ name: /** @type {PermissionName} */ (name) }).catch(() => null)
    status?.addEventListener("change", run)
  }
}

/** @typedef {{ cameras: MediaDeviceInfo[], mics: MediaDeviceInfo[], speakers: MediaDeviceInfo[] }} DeviceList */

/**
 * @param {Pick<MediaDevices, "enumerateDevices"> | undefined} mediaDevices
 * @returns {Promise<DeviceList>}
 */
export async function listDevices(mediaDevices) {
  const all = await mediaDevices?.enumerateDevices().catch(() => []) ?? []
  const named = all.filter((device) => device.deviceId)
  return {
    cameras: named.filter((device) => device.kind === "videoinput"),
    mics: named.filter((device) => device.kind === "audioinput"),
    speakers: named.filter((device) => device.kind === "audiooutput"),
  }
}

/**
 * Whose words explain how to allow a camera.
 *
 * @param {string} userAgent
 * @param {number} touchPoints
 * @returns {"ios" | "android" | "firefox" | "chrome" | "safari" | "other"}
 */
export function browserKind(userAgent, touchPoints) {
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return "ios"
  if (/Firefox\//.test(userAgent)) return "firefox"
  if (/Android/.test(userAgent)) return "android"
  if (/Chrom(e|ium)\/|Edg\//.test(userAgent)) return "chrome"
  if (/Safari\//.test(userAgent)) return "safari"
  return "other"
}
