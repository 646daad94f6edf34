// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code to be read holds such strings
import { describe, expect, it } from 'vitest';
import { php } from '../../../../server/src/core/saves/code/languages/php/language.ts';
import { lowered, show } from '../../../support/code.ts';

const shown = async (code: string) => show(await lowered(php, 'php', `<?php\n${code}`));

describe('PHP is lowered', () => {
  it.each<[string, string, string]>([
    [
      'imports',
      'use GuzzleHttp\\Client as C; use App\\X; use Illuminate\\Support\\Facades\\{Http, Log as L};',
      `(import "GuzzleHttp.Client" * as C)
(import "App.X")
(import "Illuminate.Support.Facades" Http Log as L)`,
    ],
    [
      'functions',
      'function f(array $a, ?Client $c = null, string ...$r): ?string { global $g; return g($a, name: 1, ...$r); }',
      `(fn f ($a:array, $c:Client = null, ...$r:string):string {(return (call g $a $name=1 ...$r))})`,
    ],
    [
      'a class',
      'final class A extends B implements C { use T; const X = "a", Y = 2; private static ?Client $c = null; protected $d = [1]; public function __construct(private Client $client) { parent::__construct($client); } static function m() { return self::X . static::$c . B::m(); } }',
      `(class A < B, C, T (static const field X = "a") (static const field Y = 2) (static field c:Client = null) (field d = [1]) (fn constructor ($client:Client) {(= this.client $client); (call super $client)}) (static fn m () {(return (+ (+ this.X this.c) (call B.m)))}))`,
    ],
    [
      'strings',
      `$u = "{$a['host']}/x/$v/{$this->o->n}/$a[foo]" . '\\'q' . "\\n\\$"; $h = <<<X\n<a>$x\n{$y->z}</a>\nX; $n = <<<'T'\nplain $x\nT;`,
      `(= $u (+ (+ (text $a["host"] "/x/" $v "/" this.o.n "/" $a["foo"]) "'q") "\\n$"))
(= $h (text "<a>" $x "\\n" $y.z "</a>"))
(= $n "plain $x")`,
    ],
    [
      'arrays',
      `$a = ['k' => 1, 'x', ...$m]; $b = []; $b[] = 2; $b['k']['l'] = 3; [$p, , $q] = list_of(); $c = array('A: b');`,
      `(= $a {"k": 1, "1": "x", ...$m})
(= $b {})
(+= $b [2])
(= $b["k"]["l"] 3)
(= [$p $q] (call list_of))
(= $c ["A: b"])`,
    ],
    [
      'operators',
      '$x = $a ?: $b ?? $c; $x .= "a"; $a and !$b; $a === 1 || isset($q) || empty($z); (int) $x + -1; @f($x); $i++; $x instanceof Foo;',
      `(= $x (|| $a (?? $b $c)))
(+= $x "a")
(&& $a (! $b))
(|| (|| (== $a 1) (!= $q null)) (! $z))
(+ $x -1)
(call f $x)
(+= $i 1)
(instanceof $x Foo)`,
    ],
    [
      'branches',
      'if ($a) { b(); } elseif ($c) c(); else { d(); } if ($a): b(); else: c(); endif; switch ($x) { case 1: case 2: a(); break; default: b(); } $m = match (true) { $a, $b => 1, default => 2 };',
      `(if $a {(call b)} {(if $c {(call c)} {(call d)})})
(if $a {(call b)} {(call c)})
(switch $x (case 1 2 {(call a)}) (default {(call b)}))
(= $m (? (|| $a $b) 1 2))`,
    ],
    [
      'loops',
      'foreach ($rows as $k => $r) { continue; } foreach ($rows as &$r): e($r); endforeach; while ($x) b(); do { a(); } while ($x); for ($i = 0; $i < 3; $i++) { c(); }',
      `(each $r of $rows {(continue)})
(each $r of $rows {(call e $r)})
(loop $x {(call b)})
(loop $x {(call a)})
(loop [(= $i 0)] (< $i 3) {(call c)})`,
    ],
    [
      'exceptions',
      'try { g(); } catch (A | \\B\\C $e) { throw new \\X("a", $e); } catch (D) { } finally { h(); }',
      `(try {(call g)} (catch A|B.C $e {(throw (new X "a" $e))}) (catch D {}) (finally {(call h)}))`,
    ],
    [
      'closures',
      '$z = fn ($x) => $x + 1; $y = function ($q) use (&$a) { return $q; }; $f(1); $o?->m($z); $o->$name(2);',
      `(= $z (fn ($x) {(return (+ $x 1))}))
(= $y (fn ($q) {(return $q)}))
(call $f 1)
(call $o.m $z)
(call $o[$name] 2)`,
    ],
    [
      'curl',
      '$ch = curl_init($u); curl_setopt($ch, CURLOPT_POST, true); $r = curl_exec($ch); $s = curl_getinfo($ch, CURLINFO_HTTP_CODE); curl_close($ch);',
      `(= $ch (call curl_init $u))
(call curl_setopt $ch "CURLOPT_POST" true)
(= $r (= $ch (call curl_exec $ch)))
(= $s $ch.statusCode)
(call curl_close)`,
    ],
    [
      'what is told',
      'echo $a, $b; print $x; exit(1); die("x"); unset($a);',
      `(call echo $a $b)
(call print $x)
(call exit 1)
(call die "x")
(call unset $a)`,
    ],
    [
      'text around',
      '?><html><?= $x ?></html><?php f();',
      `$x
(call f)`,
    ],
  ])('%s', async (_name, code, tree) => expect(await shown(code)).toBe(tree));
});
