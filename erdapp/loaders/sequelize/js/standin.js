// What takes the place of a package or file that isn't there: it can be called, constructed,
// extended, taken apart and asked for anything, and knows how to hand models on to a real instance.
const standIns = new WeakSet();
const CHECKS = /valid|parse|check|verif|config|clean|load/i;

export const isStandIn = (value) => (typeof value === "function" || typeof value === "object") && value !== null && standIns.has(value);

// `known` gives real things by name: DataTypes, Model, Sequelize and `define`. `name` is what this
// one was asked for by: what checks the environment finds no fault with it.
export function standIn(known = {}, name = "", made = new Map()) {
  const target = function standIn() {};
  const proxy = new Proxy(target, {
    get(_, asked) {
      if (made.has(asked)) return made.get(asked);
      if (asked === "prototype") return target.prototype;
      if (asked === "__esModule") return true;
      if (asked === Symbol.toPrimitive) return (hint) => (hint === "number" ? 0 : "");
      if (asked === Symbol.iterator) return nothing;
      if (asked === Symbol.asyncIterator) return nothing;
      if (asked === Symbol.hasInstance) return () => false;
      if (typeof asked === "symbol" || asked === "then" || asked === "toJSON") return undefined;
      if (asked === "toString" || asked === "valueOf") return () => "";
      if (asked === "name" || asked === "length") return target[asked];
      if (FUNCTIONS.has(asked)) return Function.prototype[asked];
      if (Object.hasOwn(known, asked)) return known[asked];
      made.set(asked, standIn(known, String(asked)));
      return made.get(asked);
    },
    set(_, asked, value) { made.set(asked, value); return true; },
    apply: () => standIn(known, name, CHECKS.test(name) ? new Map(FAULTLESS) : undefined),
    construct: (_, given, newTarget) => {
      const one = standIn(known, name);
      return newTarget === proxy ? one : Reflect.construct(Instance, given, newTarget);
    },
  });
  standIns.add(proxy);
  return proxy;
}

const FUNCTIONS = new Set(["call", "apply", "bind"]);
const FAULTLESS = [["error", undefined], ["errors", undefined], ["success", true]];
function* nothing() { /* it has no items */ }

// What a class that extends a stand-in makes: its own methods, and whatever else is asked for.
class Instance {
  constructor() {
    return new Proxy(this, {
      get: (target, asked, self) => (Reflect.has(target, asked) || typeof asked === "symbol" || asked === "then" || asked === "toJSON"
        ? Reflect.get(target, asked, self) : standIn({}, String(asked))),
    });
  }
}

// TypeScript's helper, but a decorator that isn't there leaves its class as it is.
export function decorate(decorators, target, key, description) {
  const few = arguments.length < 3;
  let result = few ? target : description === null ? Object.getOwnPropertyDescriptor(target, key) : description;
  for (const decorator of [...decorators].reverse()) {
    if (!decorator || isStandIn(decorator)) continue;
    const given = few ? decorator(result) : arguments.length > 3 ? decorator(target, key, result) : decorator(target, key);
    if (given && !isStandIn(given)) result = given;
  }
  if (arguments.length > 3 && result) Object.defineProperty(target, key, result);
  return result;
}
