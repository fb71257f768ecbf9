// @ts-check
import { choiceWords } from "../../web/js/portal/edit-bar.js"
import { searchAddress } from "../../web/js/portal/live-search.js"
import { assertEquals } from "./support/assert.js"

const words = { one: "1 chosen.", several: "{count} chosen" }

Deno.test("A13 the edit bar names the one who is ticked, and a close match", () => {
  assertEquals(choiceWords([{ name: "Owen Fraser" }], words), { title: "Owen Fraser", note: "1 chosen." })
  assertEquals(choiceWords([{ name: "Owen Fraser", match: "Close match: Owen P. Fraser." }], words), {
    title: "Owen Fraser",
    note: "1 chosen. Close match: Owen P. Fraser.",
  })
})

Deno.test("A13 the edit bar counts several, and says who they are", () => {
  assertEquals(choiceWords([{ name: "Owen" }, { name: "Maya", match: "no" }], words), {
    title: "2 chosen",
    note: "Owen, Maya",
  })
})

Deno.test("A15 a search asks for the page that its button would open", () => {
  assertEquals(
    searchAddress("/clients", [["q", " Élise R "], ["archived", "yes"]]),
    "/clients?q=%C3%89lise+R&archived=yes",
  )
  assertEquals(searchAddress("/clients", [["q", "  "]]), "/clients")
})
