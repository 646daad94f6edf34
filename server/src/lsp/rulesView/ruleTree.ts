import { buildRuleTree } from '../../core/ruleTree/build.ts';
import type { RuleTreeNode } from '../../core/ruleTree/model.ts';
import type { Location } from '../../core/text.ts';
import type { Usage } from '../../core/usage/usage.ts';
import type { FileRange, RuleNode, RuleTreeProject } from '../../protocol.ts';
import type { Converter } from '../convert.ts';
import { localisedNode } from '../l10n/answers.ts';
import type { LoadedProject } from '../loadedProject.ts';
import { countRules } from '../ruleCounts.ts';
import { baseName } from '../uris.ts';

/** The rules of a project that has been read. */
export function ruleTreeOf(
  project: LoadedProject,
  usage: Usage | null,
  org: string | null,
  converter: Converter,
): RuleTreeProject {
  const { analysis } = project;
  const nodes = buildRuleTree({
    catalog: analysis.catalog,
    duplicateRuleFile: (uri) => analysis.duplicateRuleFile(uri),
    matchingRuleFile: (uri) => analysis.matchingRuleFile(uri),
    findings: (uri) => analysis.findings(uri),
    usage,
  });
  return {
    root: project.root,
    name: baseName(project.root),
    problem: null,
    ownRules: countRules(analysis.catalog).own,
    org,
    objects: nodes.map((node) => placed(node, project, converter)),
  };
}

/** The same with lines and columns. */
export function placed(
  { place, children, ...rest }: RuleTreeNode<Location>,
  project: LoadedProject,
  converter: Converter,
): RuleNode {
  const range: FileRange | null = place === null ? null : converter.location(project, place);
  const below = children.map((child) => placed(child, project, converter));
  return localisedNode({ ...rest, place: range, children: below });
}
