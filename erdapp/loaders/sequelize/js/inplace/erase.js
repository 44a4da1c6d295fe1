// Statements and expressions of TypeScript as JavaScript: types go, names of imports become what
// they stand for, all else stays.
import { has, isAmbient, unsure } from "./names.js";

const MODIFIERS = ["PublicKeyword", "PrivateKeyword", "ProtectedKeyword", "ReadonlyKeyword", "OverrideKeyword", "AbstractKeyword", "DeclareKeyword"];
const ENDED = ["ExpressionStatement", "VariableStatement", "ReturnStatement", "ThrowStatement", "BreakStatement", "ContinueStatement", "DoStatement"];
const LEFT = ["JsxElement", "JsxSelfClosingElement", "JsxFragment", "ModuleDeclaration", "ImportEqualsDeclaration", "AccessorKeyword"];

export class Erase {
  constructor(ts, source, edits, names, isTyped) {
    Object.assign(this, { ts, source, edits, names, isTyped, text: source.text });
    const kinds = (list) => new Set(list.map((kind) => ts.SyntaxKind[kind]));
    this.modifiers = kinds(MODIFIERS);
    this.ended = kinds(ENDED);
    this.left = kinds(LEFT);
    this.ways = this.#ways();
  }

  // The methods that bear the name of a kind of syntax, by it; a kind has several names.
  #ways() {
    const found = new Map();
    for (let at = this; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
      for (const name of Object.getOwnPropertyNames(at)) {
        const kind = this.ts.SyntaxKind[name];
        if (kind !== undefined && !found.has(kind)) found.set(kind, at[name]);
      }
    }
    return found;
  }

  start(node) {
    return this.ts.skipTrivia(this.text, node.pos);
  }

  each(nodes) {
    for (const node of nodes ?? []) this.node(node);
  }

  node(node) {
    if (!node) return;
    const { SyntaxKind } = this.ts;
    const { kind } = node;
    if (kind === SyntaxKind.Identifier) {
      this.identifier(node);
      return;
    }
    if (kind === SyntaxKind.InterfaceDeclaration || kind === SyntaxKind.TypeAliasDeclaration || isAmbient(this.ts, node)) {
      this.gone(node);
      return;
    }
    if (this.left.has(kind)) unsure("syntax of its own");
    this.types(node);
    const own = this.ways.get(kind);
    if (own) own.call(this, node);
    else this.inside(node);
    if (this.ended.has(kind) && this.text[node.end - 1] !== ";") this.edits.insert(node.end, ";");
  }

  // All parts of a node but its types and its modifiers.
  inside(node) {
    const { SyntaxKind } = this.ts;
    this.ts.forEachChild(node, (child) => {
      if (child.kind >= SyntaxKind.FirstTypeNode && child.kind <= SyntaxKind.LastTypeNode) return;
      if (child.kind === SyntaxKind.TypeParameter || this.modifiers.has(child.kind)) return;
      if (child === node.type || node.typeArguments?.includes(child)) return;
      this.node(child);
    });
  }

  // What only TypeScript has on any node.
  types(node) {
    const { SyntaxKind } = this.ts;
    for (const one of node.modifiers ?? []) {
      if (this.modifiers.has(one.kind)) this.erase(this.start(one), one.end);
    }
    if (node.typeParameters) this.angles(node.typeParameters);
    if (node.typeArguments && node.kind !== SyntaxKind.TypeReference) this.angles(node.typeArguments);
    for (const mark of [node.exclamationToken, node.postfixToken]) if (mark) this.erase(this.start(mark), mark.end);
    if (node.questionToken && node.kind !== SyntaxKind.ConditionalExpression) this.erase(this.start(node.questionToken), node.questionToken.end);
    if (node.type && (node.name || node.parameters)) this.annotation(node);
  }

  // Take out what only TypeScript has. In JavaScript it is a mistake that the compiler tells.
  erase(from, to, instead) {
    if (!this.isTyped) unsure("types in JavaScript");
    this.edits.blank(from, to, instead);
  }

  angles(nodes) {
    this.erase(nodes.pos - 1, this.text.indexOf(">", nodes.end) + 1);
  }

  annotation({ type, kind }) {
    const colon = type.pos - 1;
    if (this.text[colon] !== ":") unsure("a type without its colon");
    if (kind === this.ts.SyntaxKind.ArrowFunction && this.text.slice(colon, type.end).includes("\n")) unsure("an arrow on another line");
    this.erase(colon, type.end);
  }

  identifier(node, { called = false } = {}) {
    const instead = this.names.reference(node.text);
    if (instead) this.edits.replace(this.start(node), node.end, called ? `(0, ${instead})` : instead);
    if (node.text === this.own?.name) this.edits.replace(this.start(node), node.end, this.own.alias);
  }

  // Names that are no references.

  PropertyAccessExpression(node) { this.node(node.expression); }

  PropertyAssignment(node) { this.key(node.name); this.node(node.initializer); }

  BindingElement(node) { this.key(node.propertyName); if (node.name.elements) this.node(node.name); this.node(node.initializer); }

  VariableDeclaration(node) { if (node.name.elements) this.node(node.name); this.node(node.initializer); }

  LabeledStatement(node) { this.node(node.statement); }

  BreakStatement() {}

  ContinueStatement() {}

  // The name that a decorated class has within stays here: so it does with the compiler.
  ShorthandPropertyAssignment(node) {
    const instead = this.names.reference(node.name.text);
    if (instead) this.edits.insert(node.name.end, `: ${instead}`);
    this.node(node.objectAssignmentInitializer);
  }

  key(name) {
    if (name?.expression) this.node(name.expression);
  }

  // Calls.

  CallExpression(node) {
    const { SyntaxKind } = this.ts;
    if (node.expression.kind === SyntaxKind.ImportKeyword) this.dynamic(node);
    else if (node.expression.kind === SyntaxKind.Identifier) this.identifier(node.expression, { called: true });
    else this.node(node.expression);
    this.each(node.arguments);
  }

  TaggedTemplateExpression(node) {
    if (node.tag.kind === this.ts.SyntaxKind.Identifier) this.identifier(node.tag, { called: true });
    else this.node(node.tag);
    this.node(node.template);
  }

  dynamic({ expression, arguments: [name], end }) {
    if (!name) unsure("an import of nothing");
    const star = `${this.names.helpers}.importStar(require(`;
    this.edits.replace(this.start(expression), this.start(name), `Promise.resolve(\`\${`);
    this.edits.replace(name.end, end, `}\`).then((name) => ${star}name)))`);
  }

  MetaProperty(node) {
    if (this.text.slice(node.pos, node.end).includes("import")) this.edits.replace(this.start(node), node.end, "__import_meta");
  }

  // Expressions with a type.

  AsExpression(node) { this.node(node.expression); this.erase(node.expression.end, node.end); }

  SatisfiesExpression(node) { this.AsExpression(node); }

  NonNullExpression(node) { this.AsExpression(node); }

  TypeAssertionExpression(node) {
    const [from, to] = [this.start(node), this.start(node.expression)];
    if (this.text.slice(from, to).includes("\n")) unsure("a type on a line of its own");
    this.erase(from, to);
    this.node(node.expression);
  }

  // Functions.

  FunctionDeclaration(node) {
    if (!node.body) this.gone(node);
    else this.callable(node);
  }

  FunctionExpression(node) { this.callable(node); }

  ArrowFunction(node) { this.callable(node); }

  callable(node) {
    this.parameters(node);
    this.node(node.body);
  }

  parameters({ parameters }) {
    for (const one of parameters) {
      if (one.modifiers?.length) unsure("a parameter that is more");
      if (one.name.text === "this") this.#leaveOut(parameters);
      else {
        this.types(one);
        if (one.name.elements) this.node(one.name);
        this.node(one.initializer);
      }
    }
  }

  // `this` with its type comes first, if it is there.
  #leaveOut(parameters) {
    this.erase(this.start(parameters[0]), parameters.length > 1 ? this.start(parameters[1]) : parameters.end);
  }

  // Statements.

  gone(node) {
    this.erase(this.start(node), node.end, ";");
  }

  EnumDeclaration(node) {
    const { ts, text } = this;
    if (!this.source.statements.includes(node)) unsure("an enum within something");
    const name = node.name.text;
    const exported = has(ts, node, "ExportKeyword");
    this.edits.replace(this.start(node), this.start(node.members[0] ?? { pos: node.members.pos }), `var ${name}; (function (${name}) {`);
    let next = 0;
    for (const member of node.members) {
      const value = this.#valueOf(member, next);
      next = typeof value === "number" ? value + 1 : null;
      if (!member.name.text || member.name.expression) unsure("a computed name");
      const key = `${name}[${JSON.stringify(member.name.text)}] = ${JSON.stringify(value)}`;
      this.edits.replace(this.start(member), member.end, typeof value === "number" ? `${name}[${key}] = ${JSON.stringify(member.name.text)};` : `${key};`);
      const comma = ts.skipTrivia(text, member.end);
      if (text[comma] === ",") this.edits.replace(comma, comma + 1, "");
    }
    this.edits.insert(node.end, `)(${name} || (${exported ? `exports.${name} = ` : ""}${name} = {}));`);
  }

  #valueOf({ initializer: given }, next) {
    const { SyntaxKind } = this.ts;
    if (!given) return next ?? unsure("an enum without a number");
    if (given.kind === SyntaxKind.StringLiteral || given.kind === SyntaxKind.NoSubstitutionTemplateLiteral) return given.text;
    if (given.kind === SyntaxKind.NumericLiteral) return Number(given.text);
    const isMinus = given.kind === SyntaxKind.PrefixUnaryExpression && given.operator === SyntaxKind.MinusToken;
    return isMinus && given.operand.kind === SyntaxKind.NumericLiteral ? -Number(given.operand.text) : unsure("a computed value");
  }

  // Methods of objects; those of classes are in `Classes`.

  MethodDeclaration(node) { this.key(node.name); this.callable(node); }

  GetAccessor(node) { this.MethodDeclaration(node); }

  SetAccessor(node) { this.MethodDeclaration(node); }
}
