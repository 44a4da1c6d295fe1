// One uploaded file to a function of CommonJS: as it is, or through the TypeScript compiler.
import { decodeMap } from "./sourcemap.js";

const TYPED = /\.[mc]?tsx?$|\.jsx$/i;
const MODULE = /^[ \t]*(?:import\b[^;(]*?["']|export\b\s*(?:default|const|let|var|class|function|async|\{|\*|abstract|enum))/m;
const DYNAMIC = /\bimport\s*(?:\(|\.\s*meta\b)/;
const PARAMETERS = "exports, require, module, __filename, __dirname, __import_meta";
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

// Return {run, map}: the function to call and where its lines came from. Throws an error with
// `place` where the text is no program.
export function compile(file) {
  if (!needsCompiler(file)) return { run: wrap(file.path, file.text.replace(/^#!.*/, "")), map: null };
  const ts = globalThis.__typescript;
  const typed = TYPED.test(file.path);
  const result = ts.transpileModule(file.text.replace(OWN_REQUIRE, "void 0"), {
    fileName: file.path.replace(/\.[mc]([jt]s)$/, ".$1"),
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2021, module: ts.ModuleKind.CommonJS, esModuleInterop: true,
      experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false,
      sourceMap: true, allowJs: true, jsx: ts.JsxEmit.React,
    },
  });
  const wrong = typed || result.diagnostics.length ? result.diagnostics.find((one) => one.start !== undefined) : null;
  if (wrong) throw syntaxError(ts, file, wrong);
  const code = result.outputText.replace(/^\/\/# sourceMappingURL=.*$/m, "")
    .replace(/\bimport\.meta\b/g, "__import_meta");
  const kind = awaitsAtTop(ts, file) ? "async function" : "function";
  return { run: wrap(file.path, code, kind), map: decodeMap(result.sourceMapText) };
}

function awaitsAtTop(ts, { path, text }) {
  if (!/\bawait\b/.test(text)) return false;
  const looksIn = (node) => ts.forEachChild(node, (child) => child.kind === ts.SyntaxKind.AwaitExpression
    || (child.kind === ts.SyntaxKind.ForOfStatement && child.awaitModifier !== undefined)
    || (!ts.isFunctionLike(child) && looksIn(child))) ?? false;
  return looksIn(ts.createSourceFile(path, text, ts.ScriptTarget.ES2021, true));
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
