// The few globals of Node that libraries look at while they load.
import { Buffer } from "buffer/";

const nothing = () => {};
const later = (action, ...rest) => { Promise.resolve().then(() => action(...rest)); };
const timer = () => ({ ref() { return this; }, unref() { return this; }, hasRef: () => false });

const process = {
  browser: true, env: {}, argv: ["node", "models"], execArgv: [], pid: 1, platform: "linux",
  version: "v20.0.0", versions: { node: "20.0.0" }, arch: "x64", title: "node", exitCode: 0,
  release: { name: "node" }, stdout: { write: nothing, isTTY: false, fd: 1 },
  stderr: { write: nothing, isTTY: false, fd: 2 },
  cwd: () => "/", chdir: nothing, exit: nothing, abort: nothing, kill: nothing, uptime: () => 0,
  nextTick: later, emitWarning: nothing, memoryUsage: () => ({ heapUsed: 0, rss: 0 }),
  hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }), umask: () => 0, binding: nothing,
  on() { return this; }, once() { return this; }, off() { return this; }, emit: () => false,
  addListener() { return this; }, removeListener() { return this; }, listeners: () => [],
  removeAllListeners() { return this; }, listenerCount: () => 0, prependListener() { return this; },
};

const quiet = Object.fromEntries(
  ["log", "info", "warn", "error", "debug", "trace", "table", "dir", "group", "groupEnd", "time",
    "timeEnd", "timeLog", "assert", "count"].map((name) => [name, nothing]),
);

class TextCodec {
  encode(text) { return new Uint8Array(Buffer.from(String(text))); }
  decode(bytes) { return bytes ? Buffer.from(bytes).toString() : ""; }
}

// A relative address counts from the folder of its base.
const beside = (base, text) => {
  const [, start, path] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(base);
  const parts = (text.startsWith("/") ? [] : path.split("/").slice(0, -1)).concat(text.split("/"));
  const found = [];
  for (const part of parts) {
    if (part === "..") found.pop();
    else if (part && part !== ".") found.push(part);
  }
  return `${start ?? ""}/${found.join("/")}`;
};

class Address {
  constructor(text, base) {
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? String(text) : beside(String(base ?? ""), String(text));
    const parts = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^:/?#]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(whole) ?? [];
    this.href = whole;
    [, this.protocol, this.username, this.password, this.hostname, this.port, this.pathname,
      this.search, this.hash] = parts.map((part) => part ?? "");
    this.host = this.port ? `${this.hostname}:${this.port}` : this.hostname;
  }
  toString() { return this.href; }
}

Object.assign(globalThis, {
  global: globalThis, process, Buffer, console: quiet,
  setTimeout: timer, setInterval: timer, setImmediate: (action, ...rest) => { later(action, ...rest); return timer(); },
  clearTimeout: nothing, clearInterval: nothing, clearImmediate: nothing,
  queueMicrotask: later, TextEncoder: TextCodec, TextDecoder: TextCodec,
  URL: Address, structuredClone: (value) => JSON.parse(JSON.stringify(value)),
  AbortController: class { signal = { addEventListener: nothing }; abort() {} },
});
delete globalThis.__timer_manager;

export { Buffer, process };
