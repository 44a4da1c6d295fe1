// A module with nothing in it: what it is for cannot be done here.
module.exports = new Proxy(function nothing() {}, {
  get: (target, name) => {
    if (name === "prototype") return target.prototype;
    if (typeof name === "symbol" || name === "then" || name === "__esModule") return undefined;
    return module.exports;
  },
  apply: () => module.exports,
  construct: () => module.exports,
});
