"""TypeScript in all its syntax: what each program found out comes back as the comment of a column."""
# ruff: noqa: E501  # TypeScript is quoted as people write it

from __future__ import annotations

_PROBE = """
export default (sequelize: any, DataTypes: any) =>
  sequelize.define('Probe', { a: { type: DataTypes.STRING, comment: JSON.stringify(said) } })
"""


def _says(code: str, **others: str) -> dict[str, str]:
    """A program that leaves what it finds out in `said`, and the files it imports."""
    return {"a.ts": code + _PROBE, **{f"{name}.ts": text for name, text in others.items()}}


_DECORATORS = """
import 'reflect-metadata';
import { Other } from './other'
import type { OnlyType } from './other'
import { Shape } from './other'
const said: unknown[] = [];
const name = (it: any) => (it === undefined ? 'undefined' : it === null ? 'null' : it.name);
const saw = (label: string): any => (target: any, key?: string, more?: any) => {
  const of = (what: string) => { const it = key ? Reflect.getMetadata(what, target, key) : Reflect.getMetadata(what, target); return Array.isArray(it) ? it.map(name) : name(it); };
  said.push([label, key ?? target.name, typeof target, typeof more, more === null, of('design:type'), of('design:paramtypes'), of('design:returntype')]);
};
"""
SYNTAX_CASES: dict[str, dict[str, str]] = {
    "enums": _says("""
export enum State { New = 'new', Old = "old", 'in between' = `between` }
const enum Level { Low, Mid = 5, High, Minus = -2, Zero }
enum Level2 { A = 1, B }
declare enum Nowhere { A }
const said = [State, Object.keys(Level), Level.High, Level2, Level2[2], State.Old];
"""),
    "types in expressions": _says("""
interface A<T> { a: T; b?: string }
type B<T = any> = { [K in keyof T]?: T[K] } & { readonly c: 1 } | never;
declare const gone: string;
declare function alsoGone(): void;
declare module 'x' { export const y: number; }
declare global { interface Window { z: 1 } }
function over(a: string): string;
function over(a: number): number;
function over(this: any, a: any): any { return a as any as string; }
function only(this: void, ...rest: Array<number>): asserts rest is number[] {}
const f = <T,>(a: T, b?: A<T>): a is T => !!a! && !b;
const g = async <T extends object = {}>({ a, b: c = 2 }: { a?: number; b?: number } = {}): Promise<number> => (a ?? 0) + c!;
const map = new Map<string, Array<number>>([['a', [1, 2]]]);
const h = { method<T>(this: any, a?: T): string { return `${a as any}`; }, get x(): number { return 1 as number }, ['k' + 1]: 2 as const };
let i = <any>map.get('a')!.map<number>((n: number): number => n * 2);
label: for (const one of i as number[]) { if (one > 3) break label; else continue label; }
try { over(1)!; only(1) } catch (error: unknown) { throw error as Error }
const j = { a: 1 } satisfies object, k = (h as any)?.method?.(3)!;
class Gen<T> implements Partial<A<T>> { b?: string; m = <U,>(x: U) => x as unknown as T; [key: string]: any }
const said = [over(2), f(1), map.get('a'), h.method('z'), h.x, i, j, k, new Gen<string>().m('q'), (h as any).k1, g.name, over.length];
"""),
    "values of classes": _says("""
const said: unknown[] = [];
class Base {
  set late(value: number) { said.push(['set', value]); }
  static set fixed(value: number) { said.push(['static set', value]); }
  constructor() { said.push(Object.keys(this)); }
}
abstract class Thing extends Base {
  static readonly first = 1;
  static fixed = 2;
  protected static override third: string = `${Thing.first}${this.first}`;
  declare nothing: string;
  private unset?: number;
  late = 3;
  public 'a key': string = 'b'
  readonly arrow = () => [this.late, typeof this.hidden()]
  #real: number = 7;
  abstract todo(): void;
  protected abstract word: string;
  static { said.push('block') }
  hidden(): number { return this.#real }
  constructor();
  constructor(a?: number) { super(); said.push(a ?? 'none', Object.keys(this)); }
  get got(): string { return 'got' }
  static async *many<T>(): AsyncGenerator<T> {}
  [Symbol.toPrimitive](): string { return 'me' }
}
class Real extends Thing { word = 'w'; todo() {} }
const one = new Real();
said.push(Thing.third, one['a key'], one.arrow(), one.got, `${one as any}`, Object.keys(Thing), 'nothing' in one, 'unset' in one);
"""),
    "imports and exports": _says(
        """
import one, { two, type Three, four as vier } from './b'
import * as all from './b'
import dflt from './c'
import { Nothing } from './c'
import type Type from './c'
import './c'
import path from 'path'
import { join, type ParsedPath } from 'path'
import dflt2, * as rest from './d'
const nothing: Nothing | Type | Three | ParsedPath = 1 as any
const two2 = { two, vier }
const said = [one, two2, Object.keys(all), dflt, path.sep, join('a', 'b'), rest.x, dflt2, rest.deep, typeof rest.late, nothing]
export { two as again, said, vier }
export type { Three }
export { type Four, five } from './b'
""",
        b="""
export const two = 2, [four, { inner: six = 6 }] = [4, { inner: undefined }] as any[];
export interface Three { a: 1 }
export type Four = 1;
const five = { n: 5 };
export { five, late as notYet };
const late = { later: true };
export default { one: 1 };
export enum Kind { A }
""",
        c="""
const list = ['c'];
export default list;
export type Nothing = 1;
export interface Empty {}
""",
        d="""
export * from './b';
export * as deep from './c';
export { default, Kind as x } from './e';
export { default as late } from './b';
import { two } from './b';
export { two };
""",
        e="export { Kind } from './b';\nconst e = { e: 1 };\nexport { e as default };\n",
    ),
    "a circle of imports": _says(
        "import { Right, seen } from './b';\nexport const Left = { name: 'left', other: () => Right };\nconst said = [seen, Left.other().name, Right.other().name];\n",
        b="import { Left } from './a';\nexport const seen = [typeof Left];\nexport const Right = { name: 'right', other: () => Left };\n",
    ),
    "no semicolons": _says("""
const said: unknown[] = []
import { join } from 'path'
const a = 1 as number
;[1, 2].forEach((n) => said.push(n))
type T = string
join('a', 'b')
interface I { a: string }
(() => { said.push(join('x', 'y') as string) })()
let b = a!
join('c')
class C { a = 1
  ['b'] = 2 as any
  static c = 3
  private declare d
  public e?: string
  *g() { yield 1 }
}
do { b++ } while (b < 2)
said.push(b)
""") ,
    "decorators and what they see": _says(
        _DECORATORS
        + """
interface Local { a: 1 }
type Id = number; type Word = 'a' | "b"; type Maybe = boolean; type Shape2 = { a: 1 };
enum Text { A = 'a' } enum Num { A, B = 4 }
class Near {}
class Fields {
  @saw('1') a!: string; @saw('2') b?: number | null; @saw('3') c: boolean = true; @saw('4') d!: Date;
  @saw('5') declare e: string[]; @saw('6') f!: Other; @saw('7') g!: OnlyType; @saw('8') h!: Local;
  @saw('9') i!: Id; @saw('10') j!: Word; @saw('11') k!: 'x' | 'y'; @saw('12') l!: string | number;
  @saw('13') m!: Text; @saw('14') n!: Num; @saw('15') o!: Near; @saw('16') p!: () => void; @saw('17') q!: object;
  @saw('18') r!: any; @saw('19') s; @saw('20') t!: [number]; @saw('21') u!: 5 | -6; @saw('22') v!: bigint; @saw('23') w!: null;
  @saw('24') x!: readonly string[]; @saw('25') y!: Promise<string>; @saw('26') z!: Other | null; @saw('27') aa!: Array<string>;
  @saw('28') bb!: Record<string, any>; @saw('29') cc!: Shape.Inner; @saw('30') dd!: Maybe | undefined; @saw('31') ee!: Shape2;
  @saw('32') 'a key'!: `a${string}`; @saw('33') ff!: (string); @saw('34') gg!: typeof said; @saw('35') hh!: Buffer;
  @saw('36') ii!: Other | Near; @saw('37') jj!: string & { brand: 1 }; @saw('38') kk!: Fields; @saw('39') ll!: never; @saw('40') mm!: unknown;
}
""",
        other="export class Other {}\nexport interface OnlyType {}\nexport const Shape = { Inner: class Inner {} };\n",
    ),
    "decorated methods and classes": _says(
        _DECORATORS
        + """
@saw('class') @saw('outer')
export class Service {
  static count = 0
  static made: Service[] = [];
  private readonly list: number[] = [];
  constructor(a: string, b?: Other, ...c: number[]) { Service.count += 1; Service.made.push(this) }
  @saw('1') method(a: string, b: Other | undefined, { c }: { c: number }): Promise<void> { return null as any }
  @saw('2') async later() {}
  @saw('3') plain(a) {}
  @saw('4') get both(): number { return 1 }
  set both(value: number) {}
  @saw('5') @saw('6') static of(other: Service, list: OnlyType[]): Service { return new Service('a') }
  @saw('7') protected static rest(...all: string[]): void {}
}
new Service('x');
said.push(Service.count, Service.made.length, Service.of(null as any, []) instanceof Service);
""",
        other="export class Other {}\nexport interface OnlyType {}\nexport const Shape = { Inner: class Inner {} };\n",
    ),
    "a decorator that replaces its class": _says("""
const said: unknown[] = []
const replace = (target: any): any => { class Other extends target {}; (Other as any).isNew = true; return Other }
const later: any[] = [];
const look = (of: () => any): any => () => { later.push(of) }
@replace
class Node {
  @look(() => Node) parent: any
  static self() { return Node }
  static named() { const { self, Other } = { self: Node.self, Other: class { Node = 1 } }; return { Node, self, o: new Other() } }
}
said.push((Node as any).isNew, Node.self() === Node, (later[0]() as any) === Node, Node.named().Node === Node, Node.named().o, Node.name);
"""),
    "what is left to the compiler": _says("""
const said: unknown[] = []
import { join } from 'path'
namespace Space { export const a = 1 }
class Dep { constructor(public readonly a: number, private b = 2) { said.push(this.b) } }
const inner = (join: string) => join
let path2 = require('path')
enum Computed { A = 1 << 2, B = A | 1, C = 'x'.length }
const Named = class { static a = 1 }
said.push(Space.a, new Dep(3), inner('j'), join('a', 'b'), Computed, Named.name)
"""),
    "a dynamic import": _says("const said = ['x'];\nexport const later = { get: () => import('./b'), url: typeof import('./b') };\n", b="export const b = 1;\n"),
}  # fmt: skip
WHOLE = {"what is left to the compiler": ["a.ts"]}
"""Cases with files that are left to the whole compiler."""
