// What compiled modules call: how CommonJS plays the part of ES modules, as TypeScript has it with
// `esModuleInterop`, and the metadata that decorators ask for.
import { decorate } from "../standin.js";

const isModule = (value) => Boolean(value?.__esModule);
const bind = (to, from, name, own = name) => {
  const known = Object.getOwnPropertyDescriptor(from, own);
  const live = !known || ("get" in known ? !isModule(from) : known.writable || known.configurable);
  Object.defineProperty(to, name, live ? { enumerable: true, get: () => from[own] } : known);
};

export const helpers = {
  decorate,
  metadata: (key, value) => (typeof Reflect.metadata === "function" ? Reflect.metadata(key, value) : undefined),
  // What a type is at run time, if it is anything.
  type: (found) => (typeof found === "function" ? found : Object),
  importDefault: (value) => (isModule(value) ? value : { default: value }),
  importStar(value) {
    if (isModule(value)) return value;
    const names = value === null || value === undefined ? [] : Object.getOwnPropertyNames(value);
    const found = {};
    for (const name of names) if (name !== "default") bind(found, value, name);
    return Object.defineProperty(found, "default", { enumerable: true, value });
  },
  exportStar(value, exports) {
    for (const name in value) if (name !== "default" && !Object.hasOwn(exports, name)) bind(exports, value, name);
  },
  exportGetter: (exports, name, get) => Object.defineProperty(exports, name, { enumerable: true, get }),
};
