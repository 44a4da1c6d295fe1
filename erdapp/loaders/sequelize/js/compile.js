// One uploaded file to a function of CommonJS: as it is, or through the TypeScript compiler.
import { inPlace } from "./inplace/index.js";
import { decodeMap } from "./sourcemap.js";

const TYPED = /\.[mc]?tsx?$|\.jsx$/i;
const MODULE = /^[ \t]*(?:import\b[^;(]*?["']|export\b\s*(?:default|const|let|var|class|function|async|\{|\*|abstract|enum))/m;
const DYNAMIC = /\bimport\s*(?:\(|\.\s*meta\b)/;
const PARAMETERS = "exports, require, module, __filename, __dirname, __import_meta, __helpers";
const OWN_REQUIRE = /\b(?:const|let|var)\s+require\s*=\s*(?:\w+\.)?createRequire\s*\([^;\n]*\)/g;

export function needsCompiler({ path, text }) {
  if (path.endsWith(".json") || path.endsWith(".d.ts")) return false;
  return TYPED.test(path) || path.endsWith(".mjs") || MODULE.test(text) || DYNAMIC.test(text)
    || !isScript(text);
}

function isScript(text) {
  try {
    new Function(PARAMETERS, text.replace(/^#!.*/, ""));
    return true;
  } catch {
    return false;
  }
}

// Return {run, map, isWhole}: the function to call, where its lines came from where they moved, and
// whether the whole compiler was needed. Throws an error with `place` where the text is no program.
export function compile(file) {
  if (!needsCompiler(file)) return { run: wrap(file.path, file.text.replace(/^#!.*/, "")), map: null };
  const ts = globalThis.__typescript;
  const text = file.text.replace(OWN_REQUIRE, "void 0");
  const isTyped = TYPED.test(file.path);
  const name = file.path.replace(/\.[mc]([jt]s)$/, ".$1");
  const source = ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.ES2021, jsDocParsingMode: ts.JSDocParsingMode.ParseNone });
  const kind = awaitsAtTop(ts, source) ? "async function" : "function";
  const code = inPlace(ts, source, isTyped);
  if (code !== null) return { run: wrap(file.path, code, kind), map: null };
  const { code: whole, map } = transpile(ts, file, name, text, isTyped);
  return { run: wrap(file.path, whole, kind), map, isWhole: true };
}

// Get everything compiled that compiles, before somebody waits for it.
export function warmUp() {
  const text = "import { A } from './a';\n@A({ a: 1 })\nexport class B extends A<B> {\n  @A @A((a: B): number => a!) declare b?: string;\n}\nexport default (a: A) => ({ a, b: B });\n";
  compile({ path: "/warm.ts", text });
}

function transpile(ts, file, fileName, text, isTyped) {
  const result = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2021, module: ts.ModuleKind.CommonJS, esModuleInterop: true,
      experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false,
      sourceMap: true, allowJs: true, jsx: ts.JsxEmit.React,
    },
  });
  const wrong = isTyped || result.diagnostics.length ? result.diagnostics.find((one) => one.start !== undefined) : null;
  if (wrong) throw syntaxError(ts, file, wrong);
  const code = result.outputText.replace(/^\/\/# sourceMappingURL=.*$/m, "")
    .replace(/\bimport\.meta\b/g, "__import_meta");
  return { code, map: decodeMap(result.sourceMapText) };
}

function awaitsAtTop(ts, source) {
  if (!/\bawait\b/.test(source.text)) return false;
  const looksIn = (node) => ts.forEachChild(node, (child) => child.kind === ts.SyntaxKind.AwaitExpression
    || (child.kind === ts.SyntaxKind.ForOfStatement && child.awaitModifier !== undefined)
    || (!ts.isFunctionLike(child) && looksIn(child))) ?? false;
  return looksIn(source);
}

function syntaxError(ts, file, wrong) {
  const line = file.text.slice(0, wrong.start).split("\n").length;
  const error = new SyntaxError(ts.flattenDiagnosticMessageText(wrong.messageText, " "));
  error.place = { file: file.path, line };
  return error;
}

// The code starts on the first line, so that the lines of errors are those of the file. A function
// of its own lets it say `const __filename` as modules do.
function wrap(path, code, kind = "function") {
  return (0, eval)(`(function (${PARAMETERS}) {return (${kind} () {${code}\n}).call(this)})\n//# sourceURL=${path}`);
}
