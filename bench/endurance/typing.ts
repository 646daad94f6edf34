import type { Chance } from './random.ts';

/** What people type, by language: lines that bear on saves, and others. */
const lines: Readonly<Record<string, readonly string[]>> = {
  apex: [
    "\n        insert new Contact(LastName = 'Byron', Email = mail);\n",
    '\n        Database.DMLOptions options = new Database.DMLOptions();\n        options.DuplicateRuleHeader.allowSave = true;\n        Database.insert(records, options);\n',
    '\n        try {\n            update accounts;\n        } catch (DmlException e) {\n            System.debug(e);\n        }\n',
    '\n    private void helper(List<SObject> records) {\n        upsert records;\n    }\n',
    '\n        for (Database.SaveResult result : Database.insert(leads, false)) {\n            if (!result.isSuccess()) { failed++; }\n        }\n',
    '// a comment',
    "String name = 'O\\'Hara';",
    'if (a == b) {',
    '}',
    ' List<Account> ',
    '/* ',
    "'",
  ],
  javascript: [
    "\nawait conn.sobject('Lead').create({ LastName: 'Byron', Email });\n",
    '\nconst result = await createRecord({ apiName: ACCOUNT_OBJECT.objectApiName, fields });\n',
    '\ntry {\n  await save();\n} catch (error) {\n  console.log(error);\n}\n',
    'const x = `${a',
    '}',
    '=> {',
    '// ',
  ],
  python: [
    "\nsf.Lead.create({'LastName': 'Byron'})\n",
    'def save(self, records):\n    ',
    '"""',
    'print(x)\n',
    ':',
  ],
  xml: [
    '<isActive>false</isActive>',
    '<actionOnInsert>Block</actionOnInsert>',
    '<',
    '<!-- ',
    '</DuplicateRule>',
    'Email',
  ],
  other: ['\n', 'a = b', '{', '}', '"', '# ', '- run: sf data create record --sobject Lead'],
};

/** A change of a text, as a keystroke or a command of the editor makes it. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The changes of one thing that somebody does: keystroke for keystroke. */
export function changesOf(
  kind: 'type' | 'backspace' | 'delete line' | 'cut' | 'paste' | 'new line',
  text: string,
  languageId: string,
  chance: Chance,
): readonly Change[] {
  const at = placeIn(text, chance);
  switch (kind) {
    case 'type': {
      const key =
        /^(?:apex|javascript|python|xml)/.exec(languageId)?.[0] ??
        (languageId === 'typescript' ? 'javascript' : 'other');
      const typed = chance.of(lines[key]!);
      // Only the last part of a long one: the rest is offered by the editor.
      const from = Math.max(0, typed.length - 40);
      return [
        ...(from > 0 ? [{ start: at, end: at, text: typed.slice(0, from) }] : []),
        ...[...typed.slice(from)].map((character, index) => ({
          start: at + from + index,
          end: at + from + index,
          text: character,
        })),
      ];
    }
    case 'backspace': {
      const count = Math.min(at, 1 + chance.below(20));
      return Array.from({ length: count }, (_, index) => ({
        start: at - index - 1,
        end: at - index,
        text: '',
      }));
    }
    case 'delete line': {
      const start = text.lastIndexOf('\n', at - 1) + 1;
      const end = text.indexOf('\n', at);
      return [{ start, end: end < 0 ? text.length : end + 1, text: '' }];
    }
    case 'cut':
      return [{ start: at, end: Math.min(text.length, at + chance.below(2_000)), text: '' }];
    case 'paste': {
      const from = placeIn(text, chance);
      return [{ start: at, end: at, text: text.slice(from, from + chance.below(3_000)) }];
    }
    case 'new line':
      return [{ start: at, end: at, text: '\n    ' }];
  }
}

/** Mostly where a line ends, as people type. */
export function placeIn(text: string, chance: Chance): number {
  const at = chance.below(text.length + 1);
  if (chance.percent(30)) return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

export function applied(text: string, { start, end, text: inserted }: Change): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** What takes it back. */
export function inverse(text: string, { start, end, text: inserted }: Change): Change {
  return { start, end: start + inserted.length, text: text.slice(start, end) };
}
