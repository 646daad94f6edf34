import type { DuplicateRule } from '../core/metadata/model.ts';
import type { Project } from '../core/project.ts';
import type { Standing } from '../core/standing/standing.ts';
import { locate } from '../core/text.ts';
import type { SaveEffect } from '../core/usage/model.ts';
import { buildUsage, countEffects, type Usage } from '../core/usage/usage.ts';
import { channelWords, countsText, operationText, saveText } from '../core/usage/words.ts';
import { displayPath } from './paths.ts';
import type { Locator } from './report.ts';

/** The saves that a rule governs, as `rules --saves` gives them. */
export interface ListedSaves {
  /** `refuses 2 saves, lets 1 pass by allowSave`; null: it governs none. */
  readonly summary: string | null;
  /** The gravest first. */
  readonly saves: readonly ListedSave[];
}

export interface ListedSave {
  readonly effect: SaveEffect;
  readonly operation: string;
  readonly channel: string;
  /** `Class.method` or the like; '' where the code has no such name. */
  readonly enclosing: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `insert of Lead, LeadCapture.register, Apex statement: refused`. */
  readonly text: string;
}

/** After every file of the project has been looked at. */
export function usageOf(project: Project, includeTests: boolean, standing: readonly Standing[]): Usage {
  const saves = [...project.files].flatMap((uri) => project.saves(uri));
  return buildUsage({ saves, catalog: project.catalog, includeTests, standing });
}

export function listedSaves(rule: DuplicateRule, usage: Usage, locator: Locator, cwd: string): ListedSaves {
  const governed = usage.ofRule(rule).filter(({ effect }) => effect !== 'not-checked');
  return {
    summary: countsText(countEffects(governed)),
    saves: governed.map((save) => {
      const { site } = save.judged;
      const place = locator(locate(site.place));
      return {
        effect: save.effect,
        operation: operationText(site),
        channel: channelWords[site.channel],
        enclosing: site.enclosing,
        path: displayPath(place.file, cwd),
        line: place.start.line + 1,
        text: saveText(save, ''),
      };
    }),
  };
}

/** Lines below a rule. */
export function savesLines({ summary, saves }: ListedSaves): readonly string[] {
  return [summary ?? 'governs no save', ...saves.map(({ path, line, text }) => `  ${path}:${line}: ${text}`)];
}
