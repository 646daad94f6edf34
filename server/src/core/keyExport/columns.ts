import { initialsOf } from '../matching/algorithms/initials.ts';
import { metaphone } from '../matching/algorithms/metaphone.ts';
import type { RunnableRule } from '../matching/compiledRule.ts';
import type { PreparedPhone } from '../matching/methods/phone.ts';
import type { PreparedStreet } from '../matching/methods/street.ts';
import type { PreparedText } from '../matching/methods/text.ts';
import type { PreparedZip } from '../matching/methods/zip.ts';
import type { CompiledItem, ItemValue } from '../matching/model.ts';
import { variantGroups } from '../matching/tables/nameVariants.ts';

/** How a value of an item is laid out for another engine, which then only compares. */
export interface ItemColumns {
  readonly item: CompiledItem;
  /** `f3`, the whole value, then what the method compares of it: `f3_text`. */
  readonly names: readonly string[];
  /** Texts of the columns; null: the record does not hold the field; '' in the first one: it is blank. */
  of(value: ItemValue): readonly (string | null)[];
}

/** Parts of a value that a method compares beside the whole; '' where there is none. */
interface Layout {
  readonly parts: readonly string[];
  of(value: PreparedText): readonly string[];
}

const text: Layout = { parts: ['text'], of: (value) => [value.text] };

/** Of names, either of which may stand for the other where a rule transposes them. */
const name: Layout = {
  parts: ['text', 'sound', 'initials', 'forms'],
  of: ({ text: words }) => [
    words,
    words === '' ? '' : metaphone(words),
    words === '' ? '' : initialsOf(words.split(' ')).letters,
    (variantGroups(words) ?? []).join(' '),
  ],
};

function layoutOf({ method }: CompiledItem): Layout | null {
  switch (method.method) {
    case 'Exact':
      return null;
    case 'FirstName':
    case 'LastName':
      return name;
    case 'City':
    case 'CompanyName':
    case 'Title':
      return text;
    case 'Phone':
      return {
        parts: ['country', 'area', 'next', 'last'],
        of: (value) => {
          const { sections } = value as PreparedPhone;
          return [sections?.country ?? '', sections?.area ?? '', sections?.next ?? '', sections?.last ?? ''];
        },
      };
    case 'Street':
      return {
        parts: ['name', 'number', 'suffix', 'suite'],
        of: (value) => {
          const { name: street, number, suffix, suite } = (value as PreparedStreet).sections;
          return [street, number, suffix, suite];
        },
      };
    case 'Zip':
      return {
        parts: ['five', 'four'],
        of: (value) => [(value as PreparedZip).five, (value as PreparedZip).four],
      };
  }
}

/** The columns of each item of a rule, in their order. */
export function columnsOf(rule: RunnableRule): readonly ItemColumns[] {
  return rule.items.map((item): ItemColumns => {
    const layout = layoutOf(item);
    const whole = columnName(item.number);
    const parts = layout?.parts ?? [];
    return {
      item,
      names: [whole, ...parts.map((part) => columnName(item.number, part))],
      of(value) {
        if (value === 'absent') return [null, ...parts.map(() => null)];
        if (value === 'blank') return ['', ...parts.map(() => '')];
        if (layout === null) return [value.text];
        const prepared = value as PreparedText;
        // What a method cannot compare matches by the whole value alone.
        return [prepared.literal, ...(prepared.otherScript ? parts.map(() => '') : layout.of(prepared))];
      },
    };
  });
}

export function columnName(number: number, part?: string): string {
  return part === undefined ? `f${number}` : `f${number}_${part}`;
}
