import type { RecordValue, Value } from '../../code/values.ts';
import { unknown } from '../../requests/written.ts';
import type { PsWord } from './syntax.ts';
import type { Values } from './values.ts';
import type { Spot } from './variables.ts';

/** `Invoke-RestMethod`, `Invoke-WebRequest`, as far as a request goes. */
export interface WebRequest {
  readonly method: Value;
  readonly url: Value;
  readonly headers: RecordValue | null;
  /** Headers that are not seen may hold the one about duplicates: the script names it. */
  readonly mayHaveOptions: boolean;
  readonly body: Value | null;
  /** Of 400 and above it throws, unless told otherwise. */
  readonly throwsOnError: boolean;
  /** `-ErrorAction`, lower case; '' for none. */
  readonly errorAction: string;
}

const switches =
  /^-(?:UseBasicParsing|UseDefaultCredentials|DisableKeepAlive|PassThru|Skip\w+|AllowUnencryptedAuthentication|NoProxy|Verbose|Debug|FollowRelLink|PreserveAuthorizationOnRedirect|Resume|ProxyUseDefaultCredentials)$/i;

export function readWebRequest(
  words: readonly PsWord[],
  spot: Spot,
  values: Values,
  script: string,
): WebRequest | null {
  if (
    !/^(?:Microsoft\.PowerShell\.Utility\\)?(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)$/i.test(
      words[0]?.raw ?? '',
    )
  )
    return null;
  const given = parametersIn(words.slice(1), spot, values);
  const url = given.get('uri');
  const method = given.get('method') ?? given.get('custommethod');
  // Without a method it only reads.
  if (!url || !method) return null;
  const headers = given.get('headers');
  const known = headers?.kind === 'record' ? headers : null;
  const names = known?.entries.some(({ key }) => /duplicate/i.test(key)) ?? false;
  return {
    method: methodOf(method),
    url,
    headers: known,
    mayHaveOptions: !names && known?.open !== false && /Sforce-Duplicate/i.test(script),
    body: given.get('body') ?? null,
    throwsOnError: !given.has('skiphttperrorcheck'),
    errorAction: textOf(given.get('erroraction') ?? given.get('ea')).toLowerCase(),
  };
}

function parametersIn(words: readonly PsWord[], spot: Spot, values: Values): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const next = words[index + 1];
    if (/^@\w+$/.test(word.raw)) {
      const table = values.of(
        [{ ...word, raw: `$${word.raw.slice(1)}`, parts: [{ variable: word.raw.slice(1).toLowerCase() }] }],
        spot,
      );
      if (table.kind === 'record') {
        for (const { key, value, when } of table.entries)
          given.set(key.toLowerCase(), when === null ? value : unknown('a condition of the script'));
      }
    } else if (switches.test(word.raw)) given.set(word.raw.slice(1).toLowerCase(), unknown('a switch'));
    else if (/^-[A-Za-z]+:?$/.test(word.raw) && next) {
      given.set(word.raw.slice(1).replace(':', '').toLowerCase(), values.of([next], spot));
      index++;
    } else if (!given.has('uri') && !word.raw.startsWith('-')) given.set('uri', values.of([word], spot));
  }
  return given;
}

/** `Post`, `[Microsoft.PowerShell.Commands.WebRequestMethod]::Post`. */
function methodOf(value: Value): Value {
  if (value.kind !== 'text') return value;
  const text = textOf(value);
  return text === '' ? value : { ...value, parts: [text.replace(/^.*::/, '').toUpperCase()] };
}

function textOf(value: Value | undefined): string {
  if (value?.kind !== 'text') return '';
  return value.parts.every((part) => typeof part === 'string') ? value.parts.join('') : '';
}
