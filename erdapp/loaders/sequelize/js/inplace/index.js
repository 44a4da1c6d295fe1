// TypeScript to CommonJS where it stands: what this cannot be sure of is left to the compiler, which
// makes the same of it and takes eight times as long.
import { Classes } from "./classes.js";
import { Edits } from "./edits.js";
import { has, Names, Unsure, unsure } from "./names.js";

// The code of a parsed file, whose lines are those of the file; null where the compiler is needed.
export function inPlace(ts, source, isTyped) {
  if (source.parseDiagnostics.length) return null;
  try {
    return new Module(ts, source, isTyped).code();
  } catch (error) {
    if (error instanceof Unsure) return null;
    throw error;
  }
}

class Module extends Classes {
  constructor(ts, source, isTyped) {
    const names = new Names(ts, source);
    Object.assign(names, { helpers: names.fresh("ts"), hidden: names.fresh("value") });
    super(ts, source, new Edits(source.text), names, isTyped);
    this.exports = []; // names that are there from the beginning
    this.hoisted = []; // functions, as [exported name, name]
    this.functions = new Set(source.statements.filter(({ kind }) => kind === ts.SyntaxKind.FunctionDeclaration).map(({ name: it }) => it?.text));
    this.later = new Map(); // local name → names that it is exported by further down
    this.first = []; // statements of imports, and of exports from elsewhere
  }

  code() {
    const { source, edits, ts } = this;
    for (const statement of source.statements) if (statement.kind === ts.SyntaxKind.ExportDeclaration) this.#note(statement);
    const hashbang = /^#!.*/.exec(source.text);
    if (hashbang) edits.blank(0, hashbang[0].length);
    this.each(source.statements);
    for (const [at, write] of this.first) edits.insert(at, write());
    return this.#head() + edits.result();
  }

  #head() {
    if (!this.source.externalModuleIndicator) return `const ${this.names.helpers} = __helpers; `;
    const names = [...new Set(this.exports)].reverse().map((name) => `exports.${name} = `).join("");
    const functions = this.hoisted.map(([name, local]) => `exports.${name} = ${local}; `).join("");
    return `"use strict"; const ${this.names.helpers} = __helpers; Object.defineProperty(exports, "__esModule", { value: true }); ${names ? `${names}void 0; ` : ""}${functions}`;
  }

  // Imports and exports.

  // Which of the imports are used is known at the end.
  ImportDeclaration(node) {
    const { importClause: clause, moduleSpecifier } = node;
    const from = this.start(node);
    if (node.attributes) unsure("attributes of an import");
    this.edits.blank(from, node.end, ";");
    if (clause?.isTypeOnly) return;
    this.first.push([from, () => (clause ? this.#imported(clause, moduleSpecifier.text) : `require(${JSON.stringify(moduleSpecifier.text)});`)]);
  }

  #imported(clause, name) {
    const { SyntaxKind } = this.ts;
    const bound = clause.namedBindings;
    const locals = [clause.name, ...(bound?.elements ?? [bound]).map((one) => one?.name)].filter(Boolean);
    const wanted = locals.filter(({ text }) => this.names.used.has(text) || (!this.isTyped && !this.names.imports.get(text).isType));
    const { module } = clause;
    const required = `require(${JSON.stringify(name)})`;
    if (!wanted.length) return this.isTyped ? "" : `${required};`;
    const members = wanted.map(({ text }) => this.names.imports.get(text).member);
    const star = `${this.names.helpers}.importStar(${required})`;
    if (bound?.kind === SyntaxKind.NamespaceImport && members.includes(null)) {
      const local = bound.name.text;
      return `const ${local} = ${star};${members.includes("default") ? ` const ${this.#variable(module)} = ${local};` : ""}`;
    }
    const value = !members.includes("default") ? required : members.length > 1 ? star : `${this.names.helpers}.importDefault(${required})`;
    return `const ${this.#variable(module)} = ${value};`;
  }

  #variable(module) {
    module.variable ??= this.names.fresh(module.name.split("/").at(-1));
    return module.variable;
  }

  // `export { a as b }`: said once the value is there.
  #note({ exportClause, isTypeOnly, moduleSpecifier }) {
    if (moduleSpecifier || isTypeOnly || !exportClause?.elements) return;
    for (const { name, propertyName, isTypeOnly: isType } of exportClause.elements) {
      const local = (propertyName ?? name).text;
      if (isType) continue;
      if (!this.names.imports.has(local) && !this.names.values.has(local)) {
        if (!this.names.types.has(local)) unsure("an export of what isn't there");
        continue;
      }
      if (!this.names.imports.has(local) && !this.names.isDeclaredOnce(local)) unsure("an export of one of several");
      this.later.set(local, [...(this.later.get(local) ?? []), name.text]);
    }
  }

  ExportDeclaration(node) {
    const from = this.start(node);
    this.edits.blank(from, node.end, ";");
    if (node.isTypeOnly) return;
    if (node.moduleSpecifier) this.#exportedFrom(node, from);
    else for (const { name, propertyName, isTypeOnly } of node.exportClause.elements) {
      const local = (propertyName ?? name).text;
      const found = this.names.imports.get(local);
      if (isTypeOnly || found?.isType) continue;
      if (this.later.get(local)?.includes(name.text) && !this.functions.has(local)) this.exports.push(name.text);
      if (!found) continue;
      const text = this.names.reference(local) ?? local;
      this.edits.insert(from, `${this.names.helpers}.exportGetter(exports, ${JSON.stringify(name.text)}, () => ${text});`);
    }
  }

  #exportedFrom({ exportClause, moduleSpecifier }, from) {
    const { helpers } = this.names;
    const required = `require(${JSON.stringify(moduleSpecifier.text)})`;
    if (!exportClause) return this.edits.insert(from, `${helpers}.exportStar(${required}, exports);`);
    if (!exportClause.elements) {
      this.exports.push(exportClause.name.text);
      return this.edits.insert(from, `exports.${exportClause.name.text} = ${helpers}.importStar(${required});`);
    }
    const variable = this.names.fresh(moduleSpecifier.text.split("/").at(-1));
    const values = exportClause.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    const getters = values.map(({ name, propertyName }) => {
      const member = (propertyName ?? name).text;
      this.exports.push(name.text);
      const value = member === "default" ? `${helpers}.importDefault(${variable}).default` : `${variable}.${member}`;
      return `${helpers}.exportGetter(exports, ${JSON.stringify(name.text)}, () => ${value});`;
    });
    return this.edits.insert(from, values.length ? `const ${variable} = ${required}; ${getters.join(" ")}` : "");
  }

  ExportAssignment(node) {
    if (node.isExportEquals) unsure("an export of the whole");
    const { expression } = node;
    const isType = expression.text && !this.names.imports.has(expression.text) && !this.names.values.has(expression.text) && this.names.types.has(expression.text);
    if (isType) return this.gone(node);
    this.edits.replace(this.start(node), this.start(expression), "exports.default = ");
    this.node(expression);
    if (this.text[node.end - 1] !== ";") this.edits.insert(node.end, ";");
    return undefined;
  }

  // Declarations with `export` before them.

  VariableStatement(node) {
    this.inside(node);
    const { declarationList } = node;
    const isExported = has(this.ts, node, "ExportKeyword");
    if (isExported && !(declarationList.flags & this.ts.NodeFlags.Const)) unsure("a variable that is exported");
    this.unexported(node);
    for (const { name, initializer } of declarationList.declarations) {
      for (const local of boundNames(name)) {
        if (isExported) {
          if (initializer?.kind === this.ts.SyntaxKind.ClassExpression && !initializer.name) unsure("a class that is named by its variable");
          this.exports.push(local);
          this.edits.insert(node.end, `; exports.${local} = ${local};`);
        }
        if (this.later.has(local) && !(declarationList.flags & this.ts.NodeFlags.Const)) unsure("a variable that is exported");
        this.exportedAs(local, node.end);
      }
    }
  }

  FunctionDeclaration(node) {
    super.FunctionDeclaration(node);
    if (!node.body) return;
    const name = node.name?.text ?? "default_1";
    if (!node.name) this.edits.insert(this.text.indexOf("(", node.asteriskToken?.end ?? node.modifiers.end), ` ${name}`);
    if (has(this.ts, node, "ExportKeyword")) {
      const exported = has(this.ts, node, "DefaultKeyword") ? "default" : name;
      this.hoisted.push([exported, name]);
      if (exported !== "default") this.exports.push(exported);
    }
    this.unexported(node);
    for (const exported of this.later.get(name) ?? []) this.hoisted.push([exported, name]);
  }

  EnumDeclaration(node) {
    super.EnumDeclaration(node);
    if (has(this.ts, node, "ExportKeyword")) this.exports.push(node.name.text);
    if (this.later.has(node.name.text)) unsure("an enum that is exported later");
  }

  ClassDeclaration(node) {
    super.ClassDeclaration(node);
    if (has(this.ts, node, "ExportKeyword") && !has(this.ts, node, "DefaultKeyword")) this.exports.push(node.name.text);
  }

  exportedAs(local, at) {
    for (const name of this.later.get(local) ?? []) this.edits.insert(at, `; exports.${name} = ${local};`);
  }
}

function boundNames(name) {
  return name.elements ? name.elements.flatMap((one) => (one.name ? boundNames(one.name) : [])) : [name.text];
}
