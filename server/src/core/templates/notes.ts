import { fileNameOf } from '../files.ts';
import { shortPath } from '../outcome/words.ts';
import type {
  NextStep,
  PackageFolder,
  PlannedFile,
  RuleDesign,
  RuleTemplate,
  TemplateProject,
} from './model.ts';
import type { FittedOrder } from './sortOrder.ts';

interface Noted {
  readonly template: RuleTemplate;
  readonly design: RuleDesign;
  /** Of the duplicate rule. */
  readonly uri: string;
  readonly active: boolean;
  readonly isActiveSaid: boolean;
  readonly order: FittedOrder;
  readonly matching: PlannedFile | null;
  readonly folder: PackageFolder;
  /** Developer name of the matching rule. */
  readonly compared: string;
  readonly project: TemplateProject;
}

/** What to know of a rule before it is deployed: sentences. */
export function notesOf(noted: Noted): readonly string[] {
  const { design } = noted;
  return [
    ...activation(noted),
    ...design.caveats,
    ...suppression(noted),
    ...matchingRule(noted),
    ...order(noted),
  ];
}

function activation({ template, active, isActiveSaid }: Noted): readonly string[] {
  if (active && template.refuses) {
    return ['It refuses saves from the moment it is deployed, those of loads and integrations too.'];
  }
  if (active || isActiveSaid) return [];
  return [
    'It is inactive, as an active rule that refuses breaks loads and integrations the moment it is deployed. Its tests take it for active.',
  ];
}

function suppression({ design, uri }: Noted): readonly string[] {
  if (design.suppression === undefined) return [];
  const { rule, reason } = design.suppression;
  const entry = `{ "path": ${JSON.stringify(`**/${fileNameOf(uri)}`)}, "rule": "${rule}", "reason": ${JSON.stringify(reason)} }`;
  return [
    `A check reports the condition as ${rule}, as information. To state the reason there, add to "suppressions" in duplicate-rules.config.json: ${entry}`,
  ];
}

function matchingRule({ design, matching, compared, folder }: Noted): readonly string[] {
  if (matching === null) return [`Matching rule ${design.against}.${compared} is there already and is used.`];
  const isElsewhere = matching.kind === 'edit' && !matching.uri.startsWith(`${folder.uri}/`);
  return isElsewhere
    ? [
        `The matching rules of ${design.against} stand in ${shortPath(matching.uri)}: the new one is added there.`,
      ]
    : [];
}

function order({ design, order: { sortOrder, behindAssumed } }: Noted): readonly string[] {
  if (behindAssumed === null) return [];
  return [
    `The project has no duplicate rule of ${design.object} yet, so Salesforce's own ('${behindAssumed}') is taken to be the first in the org, and this one the ${ordinal(sortOrder)}. Where it is not there, the deployment fails with "SortOrder must be in sequential order from 1": set sortOrder to 1.`,
    `With the first rule file of ${design.object} in the project, a check no longer assumes that standard rule: retrieve it if it is active.`,
  ];
}

function ordinal(number: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth'][number - 1] ?? `${number}th`;
}

interface Next {
  readonly active: boolean;
  readonly refuses: boolean;
  readonly files: readonly PlannedFile[];
  /** File of the matching rule, where there is one. */
  readonly matchingFile: string | null;
}

export function nextSteps({ active, refuses, files, matchingFile }: Next): readonly NextStep[] {
  const uris = (what: PlannedFile['what']) =>
    files.filter((file) => file.what === what).map(({ uri }) => uri);
  const rule = uris('duplicate-rule');
  const deployed = [...(matchingFile === null ? [] : [matchingFile]), ...rule];
  return [
    { kind: 'test', text: 'Run its tests.', uris: uris('rule-test') },
    ...(refuses && active
      ? [
          {
            kind: 'check' as const,
            text: 'Check the project: findings tell which saves the rule refuses.',
            uris: [],
          },
        ]
      : []),
    { kind: 'deploy', text: 'Deploy the matching rule and the duplicate rule together.', uris: deployed },
    ...(active
      ? []
      : [
          {
            kind: 'activate' as const,
            text: 'When its tests and its impact are what you want, set isActive to true: a check tells which saves it refuses then. Deploy it again.',
            uris: rule,
          },
        ]),
  ];
}
