// Prisma's own schema engine as the oracle: the SQL it would run to make a schema from nothing.
//
//   node prisma.mjs FOLDER PROVIDER SCHEMA…
//
// FOLDER has `node_modules/@prisma/schema-engine-wasm`, which speaks PostgreSQL and SQLite. It wants
// a database to talk to and asks it for nothing but its version, so a stand-in answers that.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, provider, ...paths] = process.argv.slice(2);
const home = join(folder, "node_modules/@prisma/schema-engine-wasm");
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => console.error(text) };
const engine = await import(pathToFileURL(join(home, "schema_engine_bg.js")));
const { instance } = await WebAssembly.instantiate(readFileSync(join(home, "schema_engine_bg.wasm")), {
  "./schema_engine_bg.js": engine,
});
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const ok = (value) => ({ ok: true, value, map: (f) => ok(f(value)), flatMap: (f) => f(value) });
const BOOLEAN = 5, TEXT = 7, INT32 = 0;
const version = provider === "sqlite"
  ? { columnNames: ["version"], columnTypes: [TEXT], rows: [["3.45.0"]] }
  : {
      columnNames: ["exists", "version", "numeric_version"],
      columnTypes: [BOOLEAN, TEXT, INT32],
      rows: [[true, "PostgreSQL 17.0", 170000]],
    };
const adapter = {
  provider,
  adapterName: "stand-in",
  getConnectionInfo: () => ok({ supportsRelationJoins: true }),
  queryRaw: async () => ok(version),
  executeRaw: async () => ok(0),
  executeScript: async () => ok(undefined),
  startTransaction: async () => ok(undefined),
  dispose: async () => ok(undefined),
};
const factory = {
  provider,
  adapterName: "stand-in",
  errorRegistry: { consumeError: () => undefined },
  connect: async () => ok(adapter),
  connectToShadowDb: async () => ok(adapter),
};
// Where the database is stands elsewhere since Prisma 7; older files still say it.
const URLS = /^\s*(url|directUrl|shadowDatabaseUrl)\s*=.*$/gm;
const files = paths.map((path) => ({
  path: basename(path),
  content: readFileSync(path, "utf8").replace(URLS, ""),
}));
try {
  const made = await engine.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
  const answer = await made.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  console.log(answer.stdout);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
