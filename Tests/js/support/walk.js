/**
 * Every script below a folder.
 *
 * @param {URL} folder
 * @returns {AsyncGenerator<URL>}
 */
export async function* walk(folder) {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) yield* walk(new URL(`${entry.name}/`, folder))
    else if (entry.name.endsWith(".js")) yield new URL(entry.name, folder)
  }
}
