// Classes: members that are only types go, values are set as TypeScript sets them, and decorators
// become calls at the place where they stand.
import { Erase } from "./erase.js";
import { Metadata } from "./metadata.js";
import { has, unsure } from "./names.js";

export class Classes extends Erase {
  constructor(...given) {
    super(...given);
    this.metadata = new Metadata(this.ts, this.names);
    this.hidden = 0; // private members that were made up
  }

  ClassExpression(node) {
    if (decoratorsOf(this.ts, node).length || node.members.some((one) => decoratorsOf(this.ts, one).length)) unsure("a decorated class in an expression");
    if (!node.name && node.members.some((one) => one.initializer && has(this.ts, one, "StaticKeyword"))) unsure("a class that is named by another way");
    this.body(node, null);
  }

  ClassDeclaration(node) {
    if (decoratorsOf(this.ts, node).length) this.#decorated(node);
    else this.#plain(node);
  }

  #plain(node) {
    const isDefault = has(this.ts, node, "DefaultKeyword");
    const name = node.name?.text ?? "default_1";
    if (!node.name) this.edits.insert(this.#keyword(node) + "class".length, ` ${name}`);
    this.unexported(node);
    this.body(node, name);
    if (has(this.ts, node, "ExportKeyword")) this.edits.insert(node.end, ` exports.${isDefault ? "default" : name} = ${name};`);
    this.exportedAs(name, node.end);
  }

  // `@A class B {}` as `let` and a call: what a decorator gives back takes the name over, also for
  // what the class says of itself.
  #decorated(node) {
    const { edits } = this;
    if (!node.name) unsure("a decorated class without a name");
    const name = node.name.text;
    const decorators = decoratorsOf(this.ts, node);
    if (decorators[0].pos !== node.modifiers[0].pos || has(this.ts, node, "AbstractKeyword")) unsure("decorators after a modifier");
    const thunk = this.names.fresh(name);
    const constructor = node.members.find(({ kind, body }) => kind === this.ts.SyntaxKind.Constructor && body);
    const own = constructor ? [`${this.names.helpers}.metadata("design:paramtypes", ${this.metadata.ofParameters(constructor)})`] : [];
    this.list(decorators, `let ${thunk} = () => [`, `${own.map((text) => `, ${text}`).join("")}];`);
    this.unexported(node);
    edits.insert(this.#keyword(node), `let ${name} = `);
    if (!this.names.isDeclaredOnce(name)) unsure(`${name} is declared twice`);
    const outer = this.own;
    if (outer) unsure("a decorated class in another");
    this.own = { name, alias: this.names.fresh(name) };
    edits.insert(node.members.pos, ` static { ${this.own.alias} = this; }`);
    this.body(node, name);
    const { alias } = this.own;
    this.own = outer;
    const isDefault = has(this.ts, node, "DefaultKeyword");
    const isExported = has(this.ts, node, "ExportKeyword");
    edits.insert(this.start(decorators[0]), `var ${alias}; `);
    edits.insert(node.end, `; ${isExported && !isDefault ? `exports.${name} = ${name}; exports.${name} = ` : ""}${name} = ${alias} = ${this.names.helpers}.decorate(${thunk}(), ${name});${isExported && isDefault ? ` exports.default = ${name};` : ""}`);
    this.exportedAs(name, node.end);
  }

  #keyword(node) {
    const last = node.modifiers?.at(-1);
    return this.ts.skipTrivia(this.text, last ? last.end : node.pos);
  }

  unexported(node) {
    for (const one of node.modifiers ?? []) {
      const { ExportKeyword, DefaultKeyword } = this.ts.SyntaxKind;
      if (one.kind === ExportKeyword || one.kind === DefaultKeyword) this.edits.blank(this.start(one), one.end);
    }
  }

  // Decorators as a list of expressions where they stand.
  list(decorators, before, after) {
    for (const [at, one] of decorators.entries()) {
      this.edits.replace(this.start(one), this.start(one) + 1, at ? "" : before);
      this.node(one.expression);
      this.edits.insert(one.end, at < decorators.length - 1 ? "," : after);
    }
  }

  body(node, name) {
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === this.ts.SyntaxKind.ImplementsKeyword) this.erase(this.start(clause), clause.end);
      else this.each(clause.types);
    }
    this.#checkOrder(node.members);
    for (const member of node.members) this.#member(member, node.members, name);
  }

  // Where each decorator is called at its place, the order of the calls must not tell.
  #checkOrder(members) {
    const { SyntaxKind } = this.ts;
    let ofStatic = false;
    let any = false;
    for (const member of members) {
      const isStatic = has(this.ts, member, "StaticKeyword");
      const isDecorated = decoratorsOf(this.ts, member).length > 0;
      if (isDecorated && !isStatic && ofStatic) unsure("decorators of static members come last");
      if (any && isStatic && (member.initializer || member.kind === SyntaxKind.ClassStaticBlockDeclaration)) unsure("static values come before decorators");
      any ||= isDecorated;
      ofStatic ||= isDecorated && isStatic;
    }
  }

  #member(member, members, name) {
    const { SyntaxKind } = this.ts;
    const decorators = decoratorsOf(this.ts, member);
    const calls = decorators.length ? this.metadata.ofMember(member, members) : [];
    if (has(this.ts, member, "AccessorKeyword")) unsure("accessors");
    const isValue = member.kind === SyntaxKind.PropertyDeclaration;
    const isGone = has(this.ts, member, "AbstractKeyword") || (isValue ? !member.initializer || has(this.ts, member, "DeclareKeyword")
      : member.kind === SyntaxKind.IndexSignature || (member.parameters && !member.body));
    if (isGone && (!isValue || member.name.kind === SyntaxKind.PrivateIdentifier)) {
      if (isValue || decorators.length) unsure("a member that leaves something");
      this.gone(member);
      return;
    }
    if (decorators.length) this.#decorators(member, decorators, calls, name);
    if (isGone) this.erase(this.#afterDecorators(member), member.end, ";");
    else if (isValue) this.#value(member);
    else if (member.kind === SyntaxKind.Constructor) {
      this.types(member);
      this.callable(member);
    } else this.node(member);
  }

  #afterDecorators({ modifiers, pos }) {
    const last = modifiers?.findLast(({ kind }) => kind === this.ts.SyntaxKind.Decorator);
    return this.ts.skipTrivia(this.text, last ? last.end : pos);
  }

  #decorators(member, decorators, calls, name) {
    const { SyntaxKind } = this.ts;
    const keyName = member.name;
    if (decorators[0].pos !== member.modifiers[0].pos || !name || keyName.expression || keyName.kind === SyntaxKind.PrivateIdentifier) unsure("a decorated member with a name of its own kind");
    if (!decorators.every((one, at) => member.modifiers[at] === one)) unsure("decorators between modifiers");
    if (member.parameters?.some(({ modifiers }) => modifiers?.length)) unsure("decorated parameters");
    const target = has(this.ts, member, "StaticKeyword") ? "this" : "this.prototype";
    const description = member.kind === SyntaxKind.PropertyDeclaration ? "void 0" : "null";
    const rest = calls.map((text) => `, ${text}`).join("");
    this.list(decorators, `static { ${this.names.helpers}.decorate([`, `${rest}], ${target}, ${JSON.stringify(keyName.text)}, ${description}); }`);
  }

  // Assigned, not defined: a setter of a base class is called.
  #value(member) {
    const { SyntaxKind } = this.ts;
    const { name, initializer } = member;
    if (name.kind === SyntaxKind.PrivateIdentifier) {
      this.types(member);
      this.node(initializer);
      if (this.text[member.end - 1] !== ";") this.edits.insert(member.end, ";");
      return;
    }
    if (name.expression) unsure("a computed name");
    const place = name.kind === SyntaxKind.Identifier ? `this.${name.text}` : `this[${JSON.stringify(name.text)}]`;
    const isStatic = has(this.ts, member, "StaticKeyword");
    const before = isStatic ? `static { ${place} = ` : `${this.#hiddenName()} = void (${place} = `;
    this.edits.replace(this.#afterDecorators(member), this.start(initializer), before);
    this.node(initializer);
    this.edits.replace(initializer.end, member.end, isStatic ? "; }" : ");");
  }

  #hiddenName() {
    this.hidden += 1;
    return `#${this.names.hidden}${this.hidden}`;
  }
}

export const decoratorsOf = (ts, node) => node.modifiers?.filter(({ kind }) => kind === ts.SyntaxKind.Decorator) ?? [];
