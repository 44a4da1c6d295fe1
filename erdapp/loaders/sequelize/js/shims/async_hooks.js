// Nothing is ever under way in another context.
class AsyncLocalStorage {
  getStore() { return undefined; }
  run(store, action, ...rest) { return action(...rest); }
  exit(action, ...rest) { return action(...rest); }
  enterWith() {}
  disable() {}
}
module.exports = { AsyncLocalStorage };
