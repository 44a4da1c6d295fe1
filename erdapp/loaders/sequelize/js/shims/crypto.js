// Enough of `crypto` for code that makes identifiers while it loads; nothing here is secret.
const fill = (bytes) => {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(Math.random() * 256);
  return bytes;
};
const digest = (text) => {
  let value = 2166136261;
  for (const letter of String(text)) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
  return value.toString(16).padStart(8, "0").repeat(8);
};
const hash = () => {
  let text = "";
  return { update(more) { text += more; return this; }, digest: () => digest(text) };
};
const hex = (count) => [...fill(new Uint8Array(count))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

module.exports = {
  randomFillSync: fill, getRandomValues: fill,
  randomBytes: (count) => Buffer.from(fill(new Uint8Array(count))),
  randomUUID: () => `${hex(4)}-${hex(2)}-4${hex(2).slice(1)}-a${hex(2).slice(1)}-${hex(6)}`,
  createHash: hash, createHmac: hash, webcrypto: { getRandomValues: fill },
};
