// The packages that models find: those of Sequelize, those it brings along, and Node's own as far
// as they mean anything here. All others get a stand-in.
import inflection from "inflection";
import lodash from "lodash";
import moment from "moment";
import urlPackage from "url/";
import utilPackage from "util/";
import assertPackage from "assert/";
import eventsPackage from "events/";
import { packageLike, packagesOf } from "#version";
import { isProvider } from "./script.js";
import cryptoShim from "./shims/crypto.js";
import emptyShim from "./shims/empty.js";
import fs from "./shims/fs.js";
import glob from "./shims/glob.js";
import osShim from "./shims/os.js";
import pathShim from "./shims/path.js";

const EMPTY = ["net", "tls", "dns", "http", "https", "http2", "child_process", "zlib", "stream", "stream/promises",
  "worker_threads", "cluster", "readline", "perf_hooks", "async_hooks", "v8", "vm", "timers", "timers/promises"];

// From a name to its exports, or undefined.
export function packages(instances, handed) {
  const url = { ...urlPackage, URL: globalThis.URL, fileURLToPath: (it) => fs.clean(it?.href ?? it), pathToFileURL: (it) => new globalThis.URL(`file://${it}`) };
  const settings = { config: () => ({ parsed: {} }), load: () => ({ parsed: {} }), parse: () => ({}) };
  const known = new Map(Object.entries({
    ...Object.fromEntries(EMPTY.map((name) => [name, emptyShim])),
    "reflect-metadata": {}, inflection, lodash, moment, glob, fs, "fs/promises": fs.promises, "fs-extra": fs, url,
    path: pathShim, "path/posix": pathShim, util: utilPackage, assert: assertPackage, events: eventsPackage, os: osShim,
    crypto: cryptoShim, buffer: { Buffer: globalThis.Buffer }, process: globalThis.process, dotenv: settings, "dotenv/config": {},
    module: { createRequire: () => globalThis.__require },
    ...Object.fromEntries(packagesOf(instances)),
  }));
  return (asked) => {
    const name = asked.replace(/^node:/, "");
    if (known.has(name)) return known.get(name);
    if (isProvider(name)) return handed.exports();
    const like = packageLike(name, known);
    if (like !== undefined) return like;
    const part = /^lodash[./](?:fp\/)?(\w+)$/.exec(name)?.[1];
    return part ? lodash[part] ?? Object.entries(lodash).find(([key]) => key.toLowerCase() === part)?.[1] : undefined;
  };
}
