import type { TableChannel } from '../outcome/tableModel.ts';
import type { FieldScalar } from '../records/model.ts';
import type { At, RuleTestTarget, TestUser } from './model.ts';
import type { Entry, Reader } from './reader.ts';
import { channels, defaultChannel, keys, targets } from './words.ts';

/** What a part takes from the part around it, where it says nothing itself. */
export interface Settings {
  readonly target: RuleTestTarget;
  readonly object: At<string> | null;
  readonly channel: TableChannel;
  readonly allowSave: boolean;
  readonly user: TestUser | null;
}

type SettingKey = 'target' | 'object' | 'channel' | 'options' | 'user';

/** The settings of a part of the file. @param around those of the part around it; null: of the file itself */
export function settingsOf(
  part: Readonly<Partial<Record<SettingKey, Entry>>>,
  around: Settings | null,
  reader: Reader,
): Settings {
  const target = part.target && reader.word(part.target, 'target', targets);
  const channel = part.channel && reader.word(part.channel, 'channel', channels);
  return {
    target: target?.value ?? around?.target ?? 'offline',
    object: (part.object && reader.text(part.object, 'object')) ?? around?.object ?? null,
    channel: channel?.value ?? around?.channel ?? defaultChannel,
    allowSave: allowSaveOf(part.options, reader) ?? around?.allowSave ?? false,
    user: part.user === undefined ? (around?.user ?? null) : userOf(part.user, reader),
  };
}

function allowSaveOf(entry: Entry | undefined, reader: Reader): boolean | null {
  if (entry === undefined) return null;
  const options = reader.part(entry.node, entry.keySpan, 'options', keys.options);
  return options?.allowSave ? reader.flag(options.allowSave, 'allowSave') : null;
}

function userOf(entry: Entry, reader: Reader): TestUser | null {
  const user = reader.part(entry.node, entry.keySpan, 'user', keys.user);
  if (user === null) return null;
  const fields = new Map<string, FieldScalar>();
  if (user.fields !== undefined) {
    for (const field of reader.entries(user.fields.node, user.fields.keySpan, 'fields of the user') ?? []) {
      const name = field.key.toLowerCase().replace(/^user\./, '');
      fields.set(name, reader.value(field, 'A field of the user').value);
    }
  }
  return { ...entry.span, fields, sees: user.sees === undefined ? 'all' : seesOf(user.sees, reader) };
}

function seesOf(entry: Entry, reader: Reader): TestUser['sees'] {
  const seen: readonly At<string>[] = reader.texts(entry, 'sees') ?? [];
  const [only] = seen;
  if (seen.length !== 1 || only === undefined) return seen;
  if (only.value === 'all') return 'all';
  return only.value === 'none' ? [] : seen;
}
