// @ts-check

/** @returns {string} 128 random bits, base64url, 22 characters. Works without encryption too, where `randomUUID` is absent. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}
