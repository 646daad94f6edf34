import type { Severity } from '../../server/src/core/findings.ts';

/** A finding that a label asks for. */
export interface Expected {
  readonly ruleId: string;
  readonly severity: Severity;
}

/**
 * What a comment in a corpus file says about a line, decided by hand from the catalogue of findings:
 *
 *     insert leads; // save: Lead expect: missing-duplicate-rule-header/warning
 *     options.DuplicateRuleHeader.allowSave = true; // option expect: allow-save-bypass/warning
 *     // observation expect: none
 *     contact.Skip__c = false;
 *
 * A label that stands alone on its line speaks of the next line that is no label. In other languages it stands in
 * their comments (`# save: …`, `<!-- save: … -->`).
 */
export interface Label {
  readonly kind: 'save' | 'option' | 'observation';
  /** Zero-based line of the code that the label speaks of. */
  readonly line: number;
  /** Of a save: object names, `SObject` for a generic operand, `unknown` where no save can be seen. */
  readonly objects: readonly string[];
  /** Empty: no finding. */
  readonly expected: readonly Expected[];
  /** Why the catalogue leaves doubt; null where it does not. */
  readonly doubtful: string | null;
}

const labelPattern =
  /(?:\/\/|#|<!--) (?:(save): (?<objects>[\w, ]+?)|(?<other>option|observation)) expect: (?<expected>none|[a-z-]+\/[a-z]+(?:, [a-z-]+\/[a-z]+)*)(?: doubtful: (?<doubtful>.+?))?(?: -->)?$/;
const formPattern = /^\s*(?:\/\/|#) form: (.+)$/;

export function readLabels(text: string): Label[] {
  const lines = text.split('\n');
  return lines.flatMap((line, number) => {
    const match = labelPattern.exec(line);
    if (!match) {
      if (/expect:/.test(line)) throw new Error(`unreadable label: ${line.trim()}`);
      return [];
    }
    const { objects, other, expected, doubtful } = match.groups!;
    const standsAlone = line.slice(0, match.index).trim() === '';
    return {
      kind: (other ?? 'save') as Label['kind'],
      line: standsAlone ? nextCodeLine(lines, number) : number,
      objects: objects?.split(', ') ?? [],
      expected: expected === 'none' ? [] : expected!.split(', ').map(readExpected),
      doubtful: doubtful ?? null,
    };
  });
}

/** The forms of writing a save that a file says it shows. */
export function readForms(text: string): string[] {
  return text.split('\n').flatMap((line) => formPattern.exec(line)?.[1]?.split(', ') ?? []);
}

function nextCodeLine(lines: readonly string[], from: number): number {
  let line = from + 1;
  while (line < lines.length && labelPattern.test(lines[line]!)) line++;
  return line;
}

function readExpected(text: string): Expected {
  const [ruleId, severity] = text.split('/');
  return { ruleId: ruleId!, severity: severity as Severity };
}
