import { hasGeneratedHead } from '../shared/conventions.ts';
import { markersWith } from '../shared/markers.ts';

export const markers = markersWith(
  String.raw`NetCoreForce|\bForceClient\b|\bI?ForceApi\b|SforceService|DeveloperForce|\bBulkForce`,
);

const firstType =
  /^[ \t]*(?:(?:public|internal|private|static|abstract|sealed|partial|readonly|file)[ \t]+)*(?:class|interface|enum|record|struct)\s+\w/m;

/** What Visual Studio, `wsdl.exe`, `svcutil` and source generators write. */
export function isGenerated(uri: string, text: string): boolean {
  if (/\/(?:reference|.+\.g(?:\.i)?|.+\.designer|.+\.generated|.+\.assemblyinfo)\.cs$/i.test(uri))
    return true;
  if (/\/(?:obj|bin)\//.test(uri) || hasGeneratedHead(text, firstType)) return true;
  return /^[ \t]*\[(?:\w+\.)*GeneratedCode(?:Attribute)?\(/m.test(text.slice(0, 4_000));
}

export function isTest(uri: string, text: string): boolean {
  return (
    /\/tests?\/|[./](?:\w+\.)*(?:Unit|Integration|Functional|Acceptance)?Tests?\//.test(uri) ||
    /Tests?\.cs$/.test(uri) ||
    /^[ \t]*(?:global\s+)?using\s+(?:static\s+)?(?:Xunit|NUnit\.Framework|Microsoft\.VisualStudio\.TestTools\.UnitTesting)\b/m.test(
      text,
    )
  );
}
