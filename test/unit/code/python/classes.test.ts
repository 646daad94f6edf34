import { describe, expect, it } from 'vitest';
import { show } from '../../../support/code.ts';
import { loweredPython } from '../../../support/codePython.ts';

const cases: readonly (readonly [code: string, tree: string])[] = [
  ['class A: pass', '(class A)'],
  ['class A(B, c.D, Generic[T], metaclass=M): pass', '(class A < B, c.D, Generic)'],
  [
    '@dataclass(frozen=True)\nclass A:\n  x: str\n  y: int = 1',
    '(@dataclass class A (field x:str) (static field y:int = 1))',
  ],
  ['class A:\n  """Doc."""\n  X = Y = 1', '(class A (static field X = 1) (static field Y = 1))'],
  ['class A:\n  def __init__(self, x):\n    self.x = x', '(class A (fn constructor (x) {(= this.x x)}))'],
  [
    'class A(B):\n  def __init__(self):\n    super().__init__(1)',
    '(class A < B (fn constructor () {(call super 1)}))',
  ],
  ['class A:\n  @staticmethod\n  def f(x): x', '(class A (@staticmethod static fn f (x) {x}))'],
  [
    'class A:\n  @classmethod\n  def f(cls, x): return cls(x)',
    '(class A (@classmethod static fn f (x) {(return (call this x))}))',
  ],
  [
    'class A:\n  @property\n  def x(self) -> B: return self._x',
    '(class A (@property get fn x ():B {(return this._x)}))',
  ],
  [
    'class A:\n  @functools.cached_property\n  def x(self): pass',
    '(class A (@functools.cached_property get fn x () {}))',
  ],
  ['class A:\n  @x.setter\n  def x(self, v): pass', '(class A (@x.setter fn x (v) {}))'],
  ['class A:\n  async def f(me, *a): me.g(a)', '(class A (async fn f (...a) {(call this.g a)}))'],
  ['class A:\n  def f(*args): args', '(class A (fn f (...args) {args}))'],
  ['class A:\n  def f(self: "A"): self', '(class A (fn f () {this}))'],
  [
    'class A:\n  def f(self):\n    g = lambda x: self.h(x)\n    return [self.i for j in self.k]',
    '(class A (fn f () {(= g (fn (x) {(return (call this.h x))})); (return [this.i for j of this.k])}))',
  ],
  [
    'class A:\n  def f(self):\n    def g(self): self.x\n    self.y',
    '(class A (fn f () {(fn g (self) {self.x}); this.y}))',
  ],
  [
    'class A:\n  def f(self):\n    class B:\n      def g(me): self, me\n    self',
    '(class A (fn f () {(class B (fn g () {self; this})); this}))',
  ],
  [
    'class A:\n  class Meta:\n    x = 1\n  def f(self): pass',
    '(class A (fn f () {}) (class Meta (static field x = 1)))',
  ],
  [
    'class A:\n  if B:\n    def f(self): self\n  else:\n    x = 1',
    '(class A (static field x = 1) (fn f () {this}))',
  ],
  [
    "class A:\n  H = {}\n  H['a'] = f()",
    '(class A (static field H = {}) (static fn () {(= H["a"] (call f))}))',
  ],
  [
    'class A:\n  conn: ClassVar[Optional["sf.Salesforce"]] = None',
    '(class A (static field conn:sf.Salesforce = null))',
  ],
  ['def f():\n  class A:\n    def g(self): self', '(fn f () {(class A (fn g () {this}))})'],
  ['if x:\n  class A:\n    def g(self): self', '(if x {(class A (fn g () {this}))})'],
];

const types: readonly (readonly [hint: string, name: string | null])[] = [
  ['Salesforce', 'Salesforce'],
  ['simple_salesforce.Salesforce', 'simple_salesforce.Salesforce'],
  ['"Salesforce"', 'Salesforce'],
  ['Optional[Salesforce]', 'Salesforce'],
  ["typing.Optional['Salesforce']", 'Salesforce'],
  ['Salesforce | None', 'Salesforce'],
  ['None | "Salesforce"', 'Salesforce'],
  ['Union[Salesforce, None]', 'Salesforce'],
  ['Annotated[Salesforce, Depends(get_client)]', 'Salesforce'],
  ['Type[Salesforce]', 'Salesforce'],
  ['List[Dict[str, Any]]', 'List'],
  ['dict[str, int]', 'dict'],
  ['int | str', null],
  ['Callable[[int], str]', 'Callable'],
  ['(int)', null],
];

describe('classes of Python', () => {
  it.each(cases)('%s', async (code, tree) => {
    expect(show(await loweredPython(code))).toBe(tree);
  });

  it.each(types)('reads the type hint %s', async (hint, name) => {
    expect(show(await loweredPython(`x: ${hint}`))).toBe(name ? `(let x:${name})` : '(let x)');
  });
});
