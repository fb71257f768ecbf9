// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { Times } from "../../web/js/shared/times.js"
import { Words } from "../../web/js/shared/words.js"

const web = new URL("../../web/", import.meta.url)

/** @param {string} language */
const read = (language) => JSON.parse(Deno.readTextFileSync(new URL(`locales/${language}/session.json`, web)))

/** @param {Record<string, unknown>} tree @param {string} [prefix] @returns {Map<string, string>} */
function flat(tree, prefix = "") {
  const found = new Map()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") found.set(prefix + key, value)
    else for (const [path, text] of flat(/** @type {any} */ (value), `${prefix}${key}.`)) found.set(path, text)
  }
  return found
}

const en = flat(read("en"))
const fr = flat(read("fr"))

/** @param {URL} folder @param {string} suffix @returns {string[]} */
function texts(folder, suffix) {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const url = new URL(entry.name + (entry.isDirectory ? "/" : ""), folder)
    return entry.isDirectory ? texts(url, suffix) : entry.name.endsWith(suffix) ? [Deno.readTextFileSync(url)] : []
  })
}

Deno.test("English and French have the same words, with the same placeholders", () => {
  assertEquals([...fr.keys()].sort(), [...en.keys()].sort())
  for (const [key, text] of en) {
    const holes = (/** @type {string} */ words) => (words.match(/\{\w+\}/g) ?? []).sort()
    assertEquals(holes(fr.get(key) ?? ""), holes(text), key)
    assert(text.trim() !== "" && fr.get(key)?.trim() !== "", key)
  }
})

Deno.test("French has a no-break space where French has one", () => {
  for (const [key, text] of fr) {
    assert(!/[^\u00a0]:(?!\/\/)|« | »|\d h\b| [?!;]/.test(text.replace(/\{\w+\}/g, "x")), `${key}: ${text}`)
  }
})

Deno.test("every word that the script and the templates use exists", () => {
  const script = texts(new URL("js/session/", web), ".js").join("\n")
  const template = [
    ...texts(new URL("templates/parts/", web), ".mustache"),
    Deno.readTextFileSync(new URL("templates/pages/session.mustache", web)),
  ].join("\n")
  const used = new Set([
    ...[
      ...script.matchAll(
        /"((?:title|check|toggle|help|errors|early|outage|waiting|call|people|chat|settings|leave|takeover|ended|reach|time)\.\w+)"/g,
      ),
    ].map((match) => match[1] ?? ""),
    ...[...template.matchAll(/\{\{words\.session\.([\w.]+)\}\}/g)].map((match) => match[1] ?? ""),
  ])
  const frames = [
    "waiting.knock",
    "waiting.deny",
    "waiting.admit",
    "waiting.message",
    "waiting.joined",
    "waiting.left",
    "waiting.updated",
    "waiting.status",
    "waiting.entered",
    "chat.send",
    "chat.message",
  ]
  const missing = [...used].filter((key) => !en.has(`session.${key}`) && !frames.includes(key))
  assertEquals(missing, [])
  assert(used.size > 150, "the search finds what is used")
})

Deno.test("a text is filled in, and a missing key shows itself", () => {
  const words = new Words(read("en"), "en").group("session")
  assertEquals(words.text("people.arrived", { name: "Lin" }), "Lin is waiting.")
  assertEquals(words.text("no.such"), "no.such")
  assertEquals([words.has("ended.leftBack"), words.has("ended.removedBack")], [true, false])
})

Deno.test("times are said as people say them", () => {
  const at = Date.UTC(2026, 10, 24, 19, 0)
  const english = new Times(new Words(read("en"), "en").group("session"), "America/Toronto")
  const french = new Times(new Words(read("fr"), "fr").group("session"), "America/Toronto")
  assertEquals([english.clock(at), french.clock(at), french.clock(at + 300_000)], [
    "14:00",
    "14\u00a0h",
    "14\u00a0h\u00a005",
  ])
  const morning = at - 9.5 * 3_600_000
  assertEquals([english.clock(morning), french.clock(morning)], ["4:30", "4\u00a0h\u00a030"])
  assertEquals(english.span(at, at + 3_000_000, at), "Today, 14:00 – 14:50")
  assertEquals(french.span(at, at + 3_000_000, at - 86_400_000), "Demain, de 14\u00a0h à 14\u00a0h\u00a050")
  const later = french.span(at, at + 3_000_000, at - 4 * 86_400_000)
  assert(later.startsWith("Mar. 24 nov."), later)
  assertEquals([english.moment(at, at), english.moment(at, at - 86_400_000)], ["14:00", "tomorrow, 14:00"])
  assertEquals(english.moment(at, at - 4 * 86_400_000), "Tue 24 Nov, 14:00")
  assertEquals(french.moment(at, at - 4 * 86_400_000), "mar. 24 nov., 14\u00a0h")
})

Deno.test("each control has a key of its own, in both languages", () => {
  for (const words of [en, fr]) {
    const keys = [...words].filter(([key]) => key.includes("keys.")).map(([, letter]) => letter)
    assertEquals(keys.length, 7)
    assert(keys.every((letter) => /^[A-Z]$/.test(letter)) && new Set(keys).size === keys.length, keys.join())
  }
})
