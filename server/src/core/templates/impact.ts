import { ImpactCollector } from '../impact/impact.ts';
import type { Impact, RuleSide } from '../impact/model.ts';
import { headline } from '../impact/words.ts';
import type { Project } from '../project.ts';
import { applyEdits } from '../text.ts';
import { counted } from '../textPage.ts';
import type { PlannedFile, TemplatePlan } from './model.ts';

/** Tells what a new rule would do to the saves of a project, file by file: as if it were active. */
export class NewRuleImpact {
  readonly #plan: TemplatePlan;
  readonly #project: Project;
  readonly #collector: ImpactCollector;

  constructor(plan: TemplatePlan, project: Project, includeTests: boolean) {
    this.#plan = plan;
    this.#project = project;
    const texts = plan.files.filter(({ what }) => what !== 'rule-test').map(activeText);
    const after = project.withRules(new Map(texts));
    this.#collector = new ImpactCollector(side(project.catalog), side(after.catalog), { includeTests });
  }

  /** Of all files, for the count to be right. */
  add(uri: string): void {
    this.#collector.add(this.#project.saves(uri));
  }

  /** "2 of the 14 saves in this project's code become refused …". */
  sentence(): string {
    const impact = this.#collector.result();
    const own = impact.rules.filter(({ after }) => after?.fullName === this.#plan.fullName);
    const ofRule: Impact = { ...impact, rules: own, leadConversion: null };
    const rest = 'Loads and people are not in the code.';
    const what = headline(ofRule);
    if (what === null) {
      const known = impact.saves.ofUnknownObject > 0 ? ' whose object is known' : '';
      return `No save in the code of this project${known} would change outcome. ${rest}`;
    }
    const when = this.#plan.active ? 'With it' : 'Once it is active';
    const judged = counted(impact.saves.judged, 'save');
    return `${when}, of ${judged} in the code of this project whose object is known: ${what}. ${rest}`;
  }
}

function side(catalog: RuleSide['catalog']): RuleSide {
  return { catalog, unreadable: [], withErrors: [] };
}

function activeText(file: PlannedFile): readonly [uri: string, text: string] {
  const text = file.kind === 'create' ? file.text : applyEdits(file.before, [file.edit]);
  const isRule = file.what === 'duplicate-rule';
  return [file.uri, isRule ? text.replace('<isActive>false<', '<isActive>true<') : text];
}
