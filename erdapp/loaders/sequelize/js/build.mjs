// Make the bundles: those that run in the isolate, Sequelize 6 and 7 with our runtime, and TypeScript;
// and the runtime alone, for the Node and the Sequelize of whoever runs the command line.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "build");
const require = createRequire(import.meta.url);
const shim = (name) => path.join(here, "shims", name);

const POLYFILLS = ["util", "assert", "buffer", "events", "string_decoder", "url"];
const SHIMS = { fs: "fs.js", path: "path.js", crypto: "crypto.js", tty: "tty.js", glob: "glob.js", os: "os.js", async_hooks: "async_hooks.js",
  "fs/promises": "fs-promises.js" };
const EMPTY = ["net", "tls", "dns", "http", "https", "child_process", "pg-hstore", "perf_hooks",
  "inspector", "module", "worker_threads", "zlib", "stream", "process", "timers", "diagnostics_channel",
  "pg", "mysql2", "mariadb", "sqlite3", "tedious", "fast-glob"];

const builtins = {
  name: "builtins",
  setup(build) {
    build.onResolve({ filter: /^[a-z0-9_:/-]+$/ }, ({ path: asked }) => {
      const name = asked.replace(/^node:/, "").replace(/\/$/, "");
      if (SHIMS[name]) return { path: shim(SHIMS[name]) };
      if (EMPTY.includes(name)) return { path: shim("empty.js") };
      if (POLYFILLS.includes(name)) return { path: require.resolve(`${name}/`) };
      return undefined;
    });
    build.onResolve({ filter: /^@sequelize\/(?:db2|db2-ibmi|oracle|snowflake)$/ }, () => ({ path: shim("empty.js") }));
  },
};

// What the runtime needs of a version of Sequelize.
const version = (name, dialects) => ({
  name: "version",
  setup(build) {
    build.onResolve({ filter: /^#/ }, ({ path: asked }) => ({ path: path.join(here, "version", asked === "#version" ? name : dialects) }));
  },
});

// On one's own Node the packages are those of the models.
const installed = {
  name: "installed",
  setup(build) {
    build.onResolve({ filter: /^sequelize-typescript$/ }, ({ importer }) => (importer.endsWith("installed-typescript.js")
      ? { path: "sequelize-typescript", external: true } : { path: shim("installed-typescript.js") }));
    build.onResolve({ filter: /^path-browserify$/ }, () => ({ path: "node:path", external: true }));
  },
};

const common = {
  bundle: true, format: "iife", platform: "neutral", mainFields: ["main"], target: "es2022",
  minifyWhitespace: true, keepNames: true, legalComments: "none", logLevel: "error",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  plugins: [builtins],
};

mkdirSync(out, { recursive: true });
for (const [name, file] of [["six", "sequelize"], ["seven", "seven"]]) {
  await esbuild.build({ ...common, entryPoints: [path.join(here, "main.js")], plugins: [version(`${name}.js`, "dialects.js"), builtins],
    inject: [shim("globals.js")], outfile: path.join(out, `${file}.js`) });
  await esbuild.build({ ...common, entryPoints: [path.join(here, "node.js")], format: "cjs", platform: "node", inject: [],
    outfile: path.join(out, name === "six" ? "node.cjs" : "node-seven.cjs"), external: ["sequelize", "reflect-metadata", "@sequelize/*", "node:*"],
    define: {}, plugins: [version(`${name}.js`, "installed-dialects.js"), installed],
    banner: { js: "require = require('node:module').createRequire(`${process.argv[2]}/_.js`);" } });
}
await esbuild.build({ ...common, entryPoints: [path.join(here, "typescript.js")],
  outfile: path.join(out, "typescript.js"), keepNames: false });
