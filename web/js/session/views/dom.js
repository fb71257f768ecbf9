// @ts-check
/** The little that all views share. Markup is in the templates; nothing here writes any. */

/**
 * The element marked `data-ref="name"` below `root`. The template must have it.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} [kind] - `HTMLElement` unless told.
 * @returns {T}
 */
export function ref(root, name, kind) {
  return find(root, `[data-ref="${name}"]`, kind)
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector)
  if (!(found instanceof (kind ?? HTMLElement))) throw new Error(`the page lacks ${selector}`)
  return /** @type {T} */ (found)
}

/**
 * A fresh copy of the one element in `<template data-template="name">`.
 *
 * @param {string} name
 * @returns {HTMLElement}
 */
export function copy(name) {
  const template = find(document, `template[data-template="${name}"]`, HTMLTemplateElement)
  const element = template.content.firstElementChild?.cloneNode(true)
  if (!(element instanceof HTMLElement)) throw new Error(`the template ${name} is empty`)
  return element
}

/**
 * Makes the children of `list` those of `items`, in their order, keeping the elements (and the focus) of those that stay.
 *
 * @template T
 * @param {Element} list
 * @param {ReadonlyArray<T>} items
 * @param {object} how
 * @param {(item: T) => string} how.key
 * @param {(item: T) => HTMLElement} how.make
 * @param {(element: HTMLElement, item: T) => void} how.update
 */
export function keyed(list, items, { key, make, update }) {
  /** @type {Map<string | undefined, HTMLElement>} */
  const known = new Map([...list.children].map((child) => {
    const element = /** @type {HTMLElement} */ (child)
    return [element.dataset.key, element]
  }))
  let place = list.firstElementChild
  for (const item of items) {
    const element = known.get(key(item)) ?? make(item)
    known.delete(key(item))
    element.dataset.key = key(item)
    update(element, item)
    if (element === place) place = place.nextElementSibling
    else list.insertBefore(element, place)
  }
  for (const gone of known.values()) gone.remove()
}

/** Shows or hides; icons too, which have no `hidden` property. @param {Element} element @param {boolean} shown */
export function show(element, shown) {
  if (element.hasAttribute("hidden") === shown) element.toggleAttribute("hidden", !shown)
}

/** Writes only what is new: live regions repeat what is written again. @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}

const ICONS = new URL("../../../icons.svg", import.meta.url).pathname

/** @param {Element} holder - The icon, or what holds it. @param {string} name - As in icons.svg. */
export function setIcon(holder, name) {
  const use = holder.querySelector("use")
  const href = `${ICONS}#${name}`
  if (use && use.getAttribute("href") !== href) use.setAttribute("href", href)
}

/** @param {Element} element @param {string} name @param {string | null} value - Null removes it. */
export function attribute(element, name, value) {
  if (value === null) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/**
 * Shows a track in a video, or nothing. Safari plays only after `play()`.
 *
 * @param {HTMLVideoElement} video
 * @param {MediaStreamTrack | null} track
 */
export function showTrack(video, track) {
  const shown = /** @type {MediaStream | null} */ (video.srcObject)?.getTracks()[0] ?? null
  if (shown === track) return
  video.srcObject = track && new MediaStream([track])
  if (track) video.play().catch(() => {})
}
