// `design:type` and its like: what TypeScript says of the types of decorated members, for those of
// whose types a file alone can tell it.
import { unsure } from "./names.js";

const PLAIN = {
  VoidKeyword: "void 0", UndefinedKeyword: "void 0", NeverKeyword: "void 0", FunctionType: "Function",
  ConstructorType: "Function", ArrayType: "Array", TupleType: "Array", BooleanKeyword: "Boolean",
  TemplateLiteralType: "String", StringKeyword: "String", ObjectKeyword: "Object", NumberKeyword: "Number",
  BigIntKeyword: "BigInt", SymbolKeyword: "Symbol", TypeQuery: "Object", IndexedAccessType: "Object",
  MappedType: "Object", TypeLiteral: "Object", AnyKeyword: "Object", UnknownKeyword: "Object",
  ThisType: "Object", ImportType: "Object",
};
const LITERALS = {
  StringLiteral: "String", NoSubstitutionTemplateLiteral: "String", NumericLiteral: "Number",
  BigIntLiteral: "BigInt", TrueKeyword: "Boolean", FalseKeyword: "Boolean", NullKeyword: "void 0",
};
const KINDS = { string: "String", number: "Number", boolean: "Boolean" };

export class Metadata {
  constructor(ts, names) {
    this.ts = ts;
    this.names = names;
    this.helpers = `${names.helpers}.`;
    const named = (table) => new Map(Object.entries(table).map(([kind, text]) => [ts.SyntaxKind[kind], text]));
    this.plain = named(PLAIN);
    this.literals = named(LITERALS);
  }

  // The calls that follow the decorators of a member, as texts.
  ofMember(member, members) {
    const { SyntaxKind } = this.ts;
    const say = (key, text) => `${this.helpers}metadata("design:${key}", ${text})`;
    if (member.kind === SyntaxKind.PropertyDeclaration) return [say("type", this.#text(member.type))];
    if (member.kind === SyntaxKind.MethodDeclaration) {
      return [say("type", "Function"), say("paramtypes", this.ofParameters(member)), say("returntype", this.#returned(member))];
    }
    const pair = members.filter((one) => one.name?.text === member.name.text);
    const setter = pair.find(({ kind }) => kind === SyntaxKind.SetAccessor);
    const getter = pair.find(({ kind }) => kind === SyntaxKind.GetAccessor);
    return [say("type", this.#text(setter?.parameters[0]?.type ?? getter?.type)), say("paramtypes", this.ofParameters(setter ?? member))];
  }

  ofParameters({ parameters }) {
    const real = parameters.filter(({ name }) => name.text !== "this");
    return `[${real.map((one) => (one.dotDotDotToken ? this.#text(one.type?.elementType ?? one.type?.typeArguments?.[0]) : this.#text(one.type))).join(", ")}]`;
  }

  #returned(method) {
    if (method.type) return this.#text(method.type);
    return method.modifiers?.some(({ kind }) => kind === this.ts.SyntaxKind.AsyncKeyword) ? "Promise" : "void 0";
  }

  // The type as an expression; only then are the imports in it used.
  #text(type) {
    const wanted = [];
    const text = this.#of(type, wanted);
    return wanted.length && text !== "Object" ? this.#atRunTime(wanted[0]) : text;
  }

  #of(type, wanted) {
    const { SyntaxKind } = this.ts;
    if (!type) return "Object";
    switch (type.kind) {
      case SyntaxKind.ParenthesizedType: return this.#of(type.type, wanted);
      case SyntaxKind.TypePredicate: return type.assertsModifier ? "void 0" : "Boolean";
      case SyntaxKind.TypeOperator: return type.operator === SyntaxKind.ReadonlyKeyword ? this.#of(type.type, wanted) : "Object";
      case SyntaxKind.LiteralType: return this.literals.get((type.literal.operand ?? type.literal).kind) ?? unsure("a literal");
      case SyntaxKind.UnionType: return this.#several(type.types, false, wanted);
      case SyntaxKind.IntersectionType: return this.#several(type.types, true, wanted);
      case SyntaxKind.TypeReference: return this.#named(type, wanted);
      default: return this.plain.get(type.kind) ?? unsure("a type");
    }
  }

  #several(types, isIntersection, wanted) {
    const { SyntaxKind } = this.ts;
    const isNothing = ({ kind, literal }) => kind === SyntaxKind.UndefinedKeyword || literal?.kind === SyntaxKind.NullKeyword;
    let found = null;
    for (const type of types) {
      if (type.kind === SyntaxKind.NeverKeyword) {
        if (isIntersection) return "void 0";
      } else if (type.kind === SyntaxKind.UnknownKeyword) {
        if (!isIntersection) return "Object";
      } else if (!isNothing(type)) {
        const one = this.#of(type, wanted);
        if (one === "Object" || (found ?? one) !== one) return "Object";
        found = one;
      }
    }
    return found ?? "void 0";
  }

  // A name: of what isn't in this file it is asked at run time whether it is a class.
  #named({ typeName }, wanted) {
    const { SyntaxKind } = this.ts;
    const path = [];
    for (let at = typeName; ; at = at.left) {
      path.unshift((at.right ?? at).text);
      if (at.kind === SyntaxKind.Identifier) break;
    }
    const declared = this.names.types.get(path[0]);
    if (this.names.imports.get(path[0])?.isType) return "Object";
    if (declared === undefined && !this.names.values.has(path[0])) {
      wanted.push(path);
      return path.join(".");
    }
    if (!declared || path.length > 1) return unsure(`${path[0]} as a type`);
    return this.#declared(declared);
  }

  #declared(node) {
    const { SyntaxKind } = this.ts;
    switch (node.kind) {
      case SyntaxKind.ClassDeclaration: return this.names.isDeclaredOnce(node.name.text) ? node.name.text : unsure("a class of several");
      case SyntaxKind.InterfaceDeclaration: return this.#hasCalls(node) ? unsure("an interface that is called") : "Object";
      case SyntaxKind.EnumDeclaration: {
        const texts = node.members.filter(({ initializer }) => initializer?.kind === SyntaxKind.StringLiteral).length;
        if (texts === node.members.length) return "String";
        return texts ? unsure("an enum of both kinds") : "Number";
      }
      default: return this.#alias(node.type);
    }
  }

  #hasCalls({ heritageClauses, members }) {
    const { SyntaxKind } = this.ts;
    return heritageClauses?.length || members.some(({ kind }) => kind === SyntaxKind.CallSignature || kind === SyntaxKind.ConstructSignature);
  }

  // A type of another name: texts, numbers, truths and plain objects are told apart here.
  #alias(type) {
    const { SyntaxKind } = this.ts;
    if (type.kind === SyntaxKind.TypeLiteral && !this.#hasCalls(type)) return "Object";
    const kinds = (type.kind === SyntaxKind.UnionType ? type.types : [type]).map(({ kind, literal }) => (
      kind === SyntaxKind.LiteralType ? this.literals.get((literal.operand ?? literal).kind) : KINDS[this.ts.tokenToString(kind)]));
    const [first] = kinds;
    return first && first !== "void 0" && kinds.every((one) => one === first) ? first : unsure("an alias");
  }

  #atRunTime([first, ...rest]) {
    const name = this.names.reference(first) ?? first;
    return `${this.helpers}type(typeof ${name} !== "undefined" && ${[name, ...rest].join(".")})`;
  }
}
