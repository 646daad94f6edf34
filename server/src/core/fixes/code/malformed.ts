import type { Finding } from '../../findings.ts';
import {
  headerName,
  isMisspeltHeader,
  parameterMeant,
  parameterNamed,
} from '../../saves/code/requests/names.ts';
import type { FixDraft } from '../fix.ts';
import { bypassComment } from './header.ts';
import type { CodeScene } from './scene.ts';

/** Corrects the name of the header or of a parameter, or a value that is no boolean. */
export function correctSpelling({ location }: Finding, scene: CodeScene): FixDraft | null {
  const written = scene.source.slice(location.start, location.end);
  const mended = withHeaderName(written) ?? withParameters(written);
  if (mended === null || mended === written) return null;
  const takesEffect = allows(mended) && !(allows(written) && hasHeaderName(written));
  if (takesEffect && !scene.mayStandAbove(location.start)) return null;
  return {
    id: 'correct-spelling',
    title: takesEffect
      ? 'Correct the spelling, with a reason to fill in: duplicates will then be saved'
      : 'Correct the spelling of the header',
    edits: scene.edits([
      ...scene.commentAbove(location.start, takesEffect ? bypassComment : null),
      { span: { start: location.start, end: location.end }, newText: mended },
    ]),
    safe: !takesEffect,
  };
}

/** Misspelt in the text; a value that stands beside it is not looked at. */
function withHeaderName(written: string): string | null {
  for (const { 1: name, index, 0: whole } of written.matchAll(/["'`]?([A-Za-z][\w-]{8,})/g)) {
    if (!isMisspeltHeader(name!)) continue;
    const start = index + whole.length - name!.length;
    return written.slice(0, start) + headerName + written.slice(start + name!.length);
  }
  return null;
}

function hasHeaderName(written: string): boolean {
  return withHeaderName(written) === null;
}

const booleans: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  '1': 'true',
  y: 'true',
  no: 'false',
  off: 'false',
  '0': 'false',
  n: 'false',
};

function withParameters(written: string): string | null {
  if (!/^(?:[fFrR]?["'`])/.test(written)) return null;
  let isKnown = true;
  const mended = written.replace(
    /([\w-]+)(\s*=\s*)([\w-]+)/g,
    (whole, name: string, equals: string, value: string) => {
      const meant = parameterNamed(name) ? name : parameterMeant(name);
      const given = /^(true|false)$/i.test(value) ? value : booleans[value.toLowerCase()];
      if (meant === null || given === undefined) {
        isKnown = false;
        return whole;
      }
      return `${meant}${equals}${given}`;
    },
  );
  return isKnown ? mended : null;
}

/** Whether the text may say allowSave=true: a value that is written elsewhere may. */
function allows(written: string): boolean {
  const said = /allowSave\s*=\s*(\w*)/i.exec(written);
  if (said) return /^(?:true)?$/i.test(said[1]!);
  // Neither parameters nor a text beside the name.
  return !/\w\s*=\s*(?:true|false)/i.test(written);
}
