// @ts-check
import { assert, assertEquals } from "./support/assert.js"
import { outageOf } from "../../web/js/session/outage.js"
import { outageText } from "../../web/js/session/views/outage-words.js"
import { Words } from "../../web/js/shared/words.js"

/** @typedef {import("../../web/js/session/outage.js").Outage} Outage */

Deno.test("an outage is long after 30 s and longer after 2 min; a device without any network says so at once", () => {
  const after = (/** @type {number} */ seconds) => outageOf(1_000, 1_000 + seconds * 1_000, true)
  assertEquals([0, 29.999, 30, 119.999, 120, 86_400].map(after), ["short", "short", "long", "long", "longer", "longer"])
  assertEquals(outageOf(1_000, 1_001, false), "offline")
  assertEquals([outageOf(null, 5, true), outageOf(null, 5, false)], [null, null])
})

for (const locale of ["en", "fr"]) {
  const file = new URL(`../../web/locales/${locale}/session.json`, import.meta.url)
  const words = new Words(JSON.parse(Deno.readTextFileSync(file)), locale).group("session")

  Deno.test(`every step of an outage has words of its own (${locale})`, () => {
    const said = /** @type {const} */ (["loading", "waiting", "session"]).flatMap((where) =>
      /** @type {Outage[]} */ (["short", "long", "longer", "offline"]).map((outage) =>
        outageText(words, outage, { where })
      )
    )
    assert(said.every((text) => text !== "" && !text.includes("outage.") && !/[{}]/.test(text)), said.join("\n"))
    assertEquals(new Set(said).size, 6, "three places while it is short, then the same for all")
    const all = { where: /** @type {const} */ ("waiting"), placeUntil: "14:30", telephone: "514 555-0142" }
    assert(!outageText(words, "short", all).includes("14:30"))
    assert(outageText(words, "long", all).includes("14:30") && !outageText(words, "long", all).includes("555"))
    assert(outageText(words, "longer", all).includes("14:30") && outageText(words, "longer", all).includes("555"))
    assert(outageText(words, "offline", all).includes("14:30"))
  })
}
