import path from 'node:path';
import type { Log, Notification, Result } from 'sarif';
import type { ComparedAudit } from '../../core/audit/json.ts';
import type { Audit, AuditPlace, AuditStatement, Risk } from '../../core/audit/model.ts';
import { confidenceTitles } from '../../core/audit/words.ts';
import { rules } from '../../core/rules/registry.ts';
import { gitRootOf, pathOfUri, uriReference } from '../paths.ts';
import { rulePage } from '../rulePages.ts';
import { baseId, descriptor, escapeText } from './sarif.ts';

const levels: Readonly<Record<Risk, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  none: 'note',
};

/** What is missing in the code part. */
function notLookedAt({ sections }: Audit): readonly Notification[] {
  const all = sections.flatMap((section) => (section.name === 'code' ? section.notLookedAt : []));
  return all.map(({ what, why, remedy }) => ({
    level: 'note',
    message: { text: escapeText(['Not looked at:', what, why, remedy].filter((one) => one).join(' ')) },
  }));
}

/**
 * The code part of audits as SARIF 2.1.0, a result a place. A bypass with a stated reason is a result that is
 * suppressed, with the reason as its justification.
 */
export function auditSarif(audits: readonly ComparedAudit[], version: string): string {
  const told = audits.flatMap(({ audit }) =>
    audit.sections
      .filter(({ name }) => name === 'code')
      .flatMap(({ statements }) => statements)
      .filter(({ risk, places }) => risk !== 'none' && places.length > 0)
      .map((statement) => ({ statement, audit })),
  );
  const kinds = [...new Set(told.map(({ statement }) => statement.kind))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'duplicate-rules-audit',
            fullName: `Duplicate Rules for Salesforce ${version}, audit`,
            semanticVersion: version,
            rules: kinds.map((kind) => {
              const rule = rules.find(({ id }) => id === kind);
              return descriptor(
                rule ?? { id: kind, description: descriptions[kind] ?? kind, severities: ['information'] },
                { pageOf: rulePage },
              );
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [baseId]: { description: { text: 'The root of the git repository, else of the project.' } },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: audits.flatMap(({ audit }) => [...notLookedAt(audit)]),
          },
        ],
        results: told.flatMap(({ statement, audit }) => resultsOf(statement, audit, kinds)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Of statements that are no findings. */
const descriptions: Readonly<Record<string, string>> = {
  'outcome-not-known': 'It is not known what becomes of these saves when a rule finds a match.',
  'object-not-known':
    'The objects of these saves are not known, so that no rule can be said to bear on them.',
  'integration-without-rule': 'Integrations write an object of which no duplicate rule is known.',
};

function resultsOf(statement: AuditStatement, { register }: Audit, kinds: readonly string[]): Result[] {
  const { id, kind, risk, text, details, confidence, places } = statement;
  const bypasses = register.filter((entry) => entry.statement === id && entry.reason !== null);
  const message = [text, ...details, `Confidence: ${confidenceTitles[confidence]}.`].join(' ');
  return places.map((place, index): Result => {
    const file = pathOfUri(place.uri);
    const base =
      gitRootOf(path.dirname(file)) ?? path.resolve(file, ...place.path.split('/').map(() => '..'));
    const uri = uriReference(file, base);
    const bypass = bypasses.find((entry) => entry.places.some((one) => isSame(one, place)));
    return {
      ruleId: kind,
      ruleIndex: kinds.indexOf(kind),
      level: levels[risk],
      message: { text: escapeText(message) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: /^file:/.test(uri) ? { uri } : { uri, uriBaseId: baseId },
            region: { startLine: place.line ?? 1, startColumn: place.column ?? 1 },
          },
        },
      ],
      partialFingerprints: { 'duplicateRulesAudit/v1': index === 0 ? id : `${id}:${index + 1}` },
      ...(bypass && {
        suppressions: [
          {
            kind: bypass.statedIn === 'settings' ? 'external' : 'inSource',
            status: 'accepted',
            justification: bypass.reason!,
          },
        ],
      }),
    };
  });
}

function isSame(a: AuditPlace, b: AuditPlace): boolean {
  return a.uri === b.uri && a.line === b.line && a.column === b.column;
}
