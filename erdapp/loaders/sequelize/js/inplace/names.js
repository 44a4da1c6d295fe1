// What a file calls things: its imports, and everything it declares. Where a name would need the
// scopes of the language to be understood, the file is left to TypeScript itself.

export class Unsure extends Error {}

export const unsure = (why) => { throw new Unsure(why); };

export class Names {
  constructor(ts, source) {
    this.ts = ts;
    this.source = source;
    this.imports = new Map(); // local name → {module, member, isType}
    this.values = new Map(); // declared name → how often
    this.types = new Map(); // name of a type → its declaration, or null where there are several
    this.used = new Set(); // imports that something uses as a value
    this.given = new Set(); // names that were made up
    for (const statement of source.statements) if (statement.kind === ts.SyntaxKind.ImportDeclaration) this.#import(statement);
    this.#collect(source);
    for (const name of this.imports.keys()) if (this.values.has(name) || this.types.has(name)) unsure(`${name} is declared twice`);
  }

  #import({ importClause: clause, moduleSpecifier }) {
    const { SyntaxKind } = this.ts;
    if (!clause) return;
    const module = { name: moduleSpecifier.text, variable: null };
    const add = (local, member, isType) => this.imports.set(local.text, { module, member, isType });
    if (clause.name) add(clause.name, "default", clause.isTypeOnly);
    const bound = clause.namedBindings;
    if (bound?.kind === SyntaxKind.NamespaceImport) add(bound.name, null, clause.isTypeOnly);
    for (const one of bound?.elements ?? []) {
      const name = one.propertyName ?? one.name;
      if (name.kind !== SyntaxKind.Identifier) unsure("an import is named by a text");
      add(one.name, name.text, clause.isTypeOnly || one.isTypeOnly);
    }
    clause.module = module;
  }

  #collect(node) {
    const { SyntaxKind } = this.ts;
    if (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode) return;
    switch (node.kind) {
      case SyntaxKind.ImportDeclaration: return;
      case SyntaxKind.ImportEqualsDeclaration: case SyntaxKind.ModuleDeclaration:
        if (!isAmbient(this.ts, node)) unsure("a namespace");
        return;
      case SyntaxKind.InterfaceDeclaration: case SyntaxKind.TypeAliasDeclaration:
        this.#addType(node);
        return;
      case SyntaxKind.TypeParameter:
        this.types.set(node.name.text, null);
        break;
      case SyntaxKind.VariableDeclaration: case SyntaxKind.Parameter: case SyntaxKind.BindingElement:
      case SyntaxKind.FunctionDeclaration: case SyntaxKind.FunctionExpression:
      case SyntaxKind.ClassDeclaration: case SyntaxKind.ClassExpression: case SyntaxKind.EnumDeclaration:
        if (node.name?.kind === SyntaxKind.Identifier) this.values.set(node.name.text, (this.values.get(node.name.text) ?? 0) + 1);
        if (node.kind === SyntaxKind.ClassDeclaration || node.kind === SyntaxKind.EnumDeclaration) this.#addType(node);
        break;
      default:
    }
    this.ts.forEachChild(node, (child) => this.#collect(child));
  }

  #addType(node) {
    if (node.name) this.types.set(node.name.text, this.types.has(node.name.text) ? null : node);
    for (const one of node.typeParameters ?? []) this.types.set(one.name.text, null);
  }

  isDeclaredOnce(name) {
    return this.values.get(name) === 1;
  }

  // A name that the file has nowhere else.
  fresh(stem) {
    const plain = stem.replace(/\W+/g, "_").replace(/^(?=\d)/, "_") || "module";
    let number = 1;
    while (this.given.has(`${plain}_${number}`) || this.source.identifiers.has(`${plain}_${number}`)) number += 1;
    this.given.add(`${plain}_${number}`);
    return `${plain}_${number}`;
  }

  // What an identifier is written as, or null where it stays as it is.
  reference(name) {
    const found = this.imports.get(name);
    if (!found) return null;
    if (found.isType) unsure(`${name} is a type`);
    this.used.add(name);
    if (found.member === null) return null;
    found.module.variable ??= this.fresh(found.module.name.split("/").at(-1));
    return /^[\w$]+$/.test(found.member) ? `${found.module.variable}.${found.member}` : unsure("an import with a strange name");
  }
}

export const has = (ts, node, kind) => node.modifiers?.some((one) => one.kind === ts.SyntaxKind[kind]) ?? false;
export const isAmbient = (ts, node) => has(ts, node, "DeclareKeyword");
