// Reads Mermaid and DBML files with the parsers of those who made the languages.
// Arguments: files. Prints one line for each that is refused: its name, a tab, the reason.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = createRequire(pathToFileURL(`${process.env.PARSERS}/`));
const load = (name) => import(pathToFileURL(here.resolve(name)).href);
const { default: mermaid } = await load("mermaid");
const { Parser } = here("@dbml/core");
mermaid.initialize({ maxTextSize: 50_000_000, maxEdges: 1_000_000 });

const readers = {
  mmd: (text) => mermaid.parse(text),
  dbml: (text) => new Parser().parse(text, "dbmlv2"),
};

for (const file of process.argv.slice(2)) {
  try {
    await readers[file.split(".").pop()](readFileSync(file, "utf8"));
  } catch (error) {
    const said = error.diags?.map(({ message, location }) => `${location?.start?.line}: ${message}`);
    console.log(`${file}\t${(said?.join("; ") ?? String(error.message ?? error)).replace(/\s+/g, " ").slice(0, 400)}`);
  }
}
