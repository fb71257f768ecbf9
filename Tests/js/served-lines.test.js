// The server serves scripts without lines that are comments and without indentation (decision 0006). That is right only as
// long as no line means something else than it seems to mean on its own.
import { walk } from "./support/walk.js"

for await (const path of walk(new URL("../../web/js/", import.meta.url))) {
  const lines = Deno.readTextFileSync(path).split("\n")

  Deno.test(`${path.pathname.split("/web/js/").at(-1)}: no template literal spans lines`, () => {
    const odd = lines.filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line) && (line.match(/`/g) ?? []).length % 2 === 1)
    if (odd.length > 0) throw new Error(odd.join("\n"))
  })

  Deno.test(`${path.pathname.split("/web/js/").at(-1)}: no code stands behind a block comment that begins a line`, () => {
    const hidden = lines.filter((line) => /^\s*\/\*.*\*\/\s*\S/.test(line) || /^\s*\*\/\s*\S/.test(line))
    if (hidden.length > 0) throw new Error(hidden.join("\n"))
  })
}
