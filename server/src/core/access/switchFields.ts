import { fullNameOf } from '../files.ts';
import { scanLeaves } from '../metadata/leafScan.ts';
import { bypassWords, saysWord } from '../rules/bypassFields.ts';
import type { AccessPlace, SwitchField } from './model.ts';
import { objectOf } from './permissionReaders.ts';
import { placeAt } from './place.ts';

/** Fields of managed packages are switches of those packages. */
const ownField = /^[A-Za-z](?:\w*[^_])?__c$/;

/** A name that speaks of duplicates and of leaving something out: `Skip_Duplicate_Check__c`. */
export function isDuplicateSwitch(...names: readonly (string | null)[]): boolean {
  const told = names.filter((name) => name !== null).join(' ');
  return /dup(?!lex)|dedup/i.test(told) && isSwitch(...names);
}

/** A name that speaks of leaving something out. */
export function isSwitch(...names: readonly (string | null)[]): boolean {
  return names.some((name) => name !== null && saysWord(name.replace(/__p?c$/i, ''), bypassWords));
}

/** Fields that are named like switches for duplicate rules, and the files that mention them. */
export class SwitchFields {
  readonly #fields = new Map<
    string,
    { readonly object: string; readonly name: string; readonly place: AccessPlace; mentions: AccessPlace[] }
  >();

  /** A field's file, which its name tells, or those in an object's file. */
  add(uri: string, text: string): void {
    const object = objectOf(uri);
    if (object !== null && /\.field-meta\.xml$/i.test(uri)) {
      this.#add(object, fullNameOf(uri), { uri, line: null });
    } else if (/\.object$/i.test(uri)) {
      scanLeaves(text, 2, ({ path, name, value, start }) => {
        if (path === 'fields' && name === 'fullName')
          this.#add(fullNameOf(uri), value, placeAt(uri, text, start));
      });
    }
  }

  #add(object: string, name: string, place: AccessPlace): void {
    const own = name.replace(/__c$/i, '').includes('__') || !ownField.test(name);
    if (own || !isDuplicateSwitch(name)) return;
    const key = `${object}.${name}`.toLowerCase();
    if (!this.#fields.has(key)) this.#fields.set(key, { object, name, place, mentions: [] });
  }

  /** Looks for mentions in a file. */
  look(uri: string, text: string): void {
    for (const field of this.#fields.values()) {
      if (field.place.uri === uri) continue;
      const at = text.search(new RegExp(`\\b${field.name}\\b`, 'i'));
      if (at >= 0) field.mentions.push(placeAt(uri, text, at));
    }
  }

  found(): readonly SwitchField[] {
    return [...this.#fields.values()];
  }
}
