import type { Settings } from '../config/settings.ts';
import {
  datedSuppressions,
  findingsInConfiguration,
  type SettingsSuppression,
} from '../config/settingsSuppressions.ts';
import type { Finding } from '../findings.ts';
import { severityIn } from './settle.ts';

/** A project's configuration file. */
export interface Configuration {
  readonly uri: string;
  /** Null where there is no such file. */
  readonly text: string | null;
}

interface Told {
  readonly findings: readonly Finding[];
  readonly about: ReadonlySet<SettingsSuppression>;
}

/**
 * What is said of the settings, once and not in each file that they are about: in the configuration file, or, where a
 * setting does not stand there, in the first file that comes upon it.
 */
export class ConfigurationFindings {
  #known: { readonly by: readonly unknown[]; readonly told: Told } | null = null;
  /** The file in which a suppression is told that stands in no configuration file. */
  readonly #toldIn = new Map<SettingsSuppression, string>();

  /** In the order of the text; with the severities of the settings. */
  of(configuration: Configuration | null, settings: Settings, today: string | null): readonly Finding[] {
    const { findings } = this.#told(configuration, settings, today);
    return findings.flatMap((finding) => {
      const severity = severityIn(settings, finding.ruleId, finding.severity);
      return severity === null ? [] : [{ ...finding, severity }];
    });
  }

  /** Whether a suppression of the settings is told in a file that is judged now. */
  inFile(
    uri: string,
    configuration: Configuration | null,
    settings: Settings,
    today: string | null,
  ): (entry: SettingsSuppression) => boolean {
    for (const [entry, file] of this.#toldIn) if (file === uri) this.#toldIn.delete(entry);
    return (entry) => {
      if (this.#told(configuration, settings, today).about.has(entry)) return false;
      if (!this.#toldIn.has(entry)) this.#toldIn.set(entry, uri);
      return this.#toldIn.get(entry) === uri;
    };
  }

  forget(uri: string): void {
    for (const [entry, file] of this.#toldIn) if (file === uri) this.#toldIn.delete(entry);
  }

  #told(configuration: Configuration | null, { suppressions }: Settings, today: string | null): Told {
    const by = [configuration, suppressions, today];
    if (this.#known?.by.every((one, index) => one === by[index])) return this.#known.told;
    this.#toldIn.clear();
    const text = configuration?.text ?? null;
    const dated = text === null ? [] : datedSuppressions({ suppressions }, today);
    const found = text === null ? [] : findingsInConfiguration(dated, configuration!.uri, text, today);
    const told = {
      findings: found.map(({ about: _, ...finding }) => finding),
      about: new Set(found.map(({ about }) => about)),
    };
    this.#known = { by, told };
    return told;
  }
}
