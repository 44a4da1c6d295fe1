// The TypeScript compiler as a global, in a bundle of its own: it is loaded only when it is needed.
import ts from "typescript";

globalThis.__typescript = ts;
globalThis.__warm?.(); // in the isolate
