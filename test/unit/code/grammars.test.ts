import { describe, expect, it } from 'vitest';
import type { GrammarName } from '../../../server/src/core/saves/code/language.ts';
import { grammar } from '../../support/grammars.ts';

const samples: Readonly<Record<GrammarName, string>> = {
  javascript: 'const x = <a/>;',
  typescript: 'const x: string = y!;',
  tsx: 'const x: T = <a b={1}/>;',
  python: 'match x:\n  case 1: print(f"{x}")\n',
  java: 'record A(int x) { }',
  c_sharp: 'var x = new A { B = 1 };',
  bash: 'curl -X POST "$URL" <<< x',
  ruby: 'client.create!("Lead", Name: 1)',
  php: "<?php $x = ['a' => 1];",
};

describe('grammars', () => {
  for (const [name, text] of Object.entries(samples)) {
    it(`${name} parses without an error, and counts in UTF-16`, async () => {
      const tree = (await grammar(name as GrammarName)).parse(text, null);
      expect(tree.rootNode.hasError).toBe(false);
      expect(tree.rootNode.endIndex).toBe(text.length);
      tree.delete();
    });
  }
});
