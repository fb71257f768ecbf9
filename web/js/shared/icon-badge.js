// @ts-check

/** How many wait, on the tab's icon and on that of an installed app. @param {number} count */
export function badgeIcon(count) {
  const icon = document.querySelector('link[rel="icon"]')
  if (icon instanceof HTMLLinkElement) {
    icon.dataset.plain ??= icon.href
    icon.href = count > 0 ? drawn(count) : icon.dataset.plain
  }
  const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.()
  done?.catch(() => {}) // Not installed, in some browsers.
}

/** @param {number} count */
function drawn(count) {
  const text =
    `<text x="12" y="18" font-family="sans-serif" font-size="16" font-weight="700" text-anchor="middle" fill="#fff">`
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="12" fill="#b3261e"/>`
  return `data:image/svg+xml,${encodeURIComponent(`${svg}${text}${count > 9 ? "9+" : count}</text></svg>`)}`
}
