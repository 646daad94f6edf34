/** The kinds of files that the core reads. */
export type FileKind =
  | 'apex'
  /** Beside a class or trigger: holds its API version. */
  | 'apex-meta'
  | 'duplicate-rule'
  | 'matching-rule'
  | 'lead-settings'
  | 'field'
  | 'object'
  /** sfdx-project.json. */
  | 'project'
  | 'config'
  | IntegrationKind;

/** The kinds of files with saves that stand anywhere in a repository, not only in Salesforce packages. */
export type IntegrationKind =
  /** Of a language with a grammar: JavaScript, Python, Java … */
  | 'code'
  | 'shell'
  | 'powershell'
  /** YAML: continuous integration, CumulusCI. */
  | 'workflow'
  | 'package-json'
  /** Flows, and the definitions that say which version of one is active. */
  | 'flow'
  /** `process-conf.xml` and `config.properties` of Data Loader. */
  | 'data-loader'
  /** `.http` and `.rest`: requests that a person sends from the editor. */
  | 'http-file'
  | 'postman-collection';

/** Name of the file that holds the product's settings, at the root of a project. */
export const configFileName = 'duplicate-rules.config.json';

const kinds: readonly (readonly [RegExp, FileKind])[] = [
  [/\.(?:cls|trigger|apex)$/i, 'apex'],
  [/\.(?:cls|trigger)-meta\.xml$/i, 'apex-meta'],
  [/\.duplicateRule(?:-meta\.xml)?$/i, 'duplicate-rule'],
  [/\.matchingRule(?:-meta\.xml)?$/i, 'matching-rule'],
  [/^LeadConfig\.settings(?:-meta\.xml)?$/i, 'lead-settings'],
  [/\.field-meta\.xml$/i, 'field'],
  [/\.object(?:-meta\.xml)?$/i, 'object'],
  [/^sfdx-project\.json$/i, 'project'],
  [/^duplicate-rules\.config\.json$/i, 'config'],
  [/(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx|py|java|cs|rb|php)$/i, 'code'],
  [/\.(?:sh|bash|zsh|ksh)$/i, 'shell'],
  [/\.(?:ps1|psm1)$/i, 'powershell'],
  // Rule tests are YAML of our own.
  [/(?<!\.duptest)\.ya?ml$/i, 'workflow'],
  [/^package\.json$/i, 'package-json'],
  [/\.flow(?:Definition)?(?:-meta\.xml)?$/i, 'flow'],
  [/^(?:process-conf[^/]*\.xml|config[^/]*\.properties)$/i, 'data-loader'],
  [/\.(?:http|rest)$/i, 'http-file'],
  [/\.postman_collection\.json$/i, 'postman-collection'],
];

const integrationKinds: ReadonlySet<FileKind> = new Set<IntegrationKind>([
  'code',
  'shell',
  'powershell',
  'workflow',
  'package-json',
  'flow',
  'data-loader',
  'http-file',
  'postman-collection',
]);

/** Whether files of the kind hold saves and may stand outside of Salesforce packages. */
export function isIntegration(kind: FileKind): kind is IntegrationKind {
  return integrationKinds.has(kind);
}

/** Most files of a project end otherwise: one look for them, instead of one for each kind. */
const anyKind =
  /(?:\.(?:apex|json|[cm]?[jt]s|[jt]sx|py|java|cs|rb|php|sh|bash|zsh|ksh|psm?1|ya?ml|http|rest|properties|(?:cls|trigger|duplicateRule|matchingRule|settings|field|object|flow|flowDefinition)(?:-meta\.xml)?)|process-conf[^/\\]*\.xml)(?:$|[?#])/i;

/** The kind of a file by its name; null for a file that the core does not read. Takes a URI or a path. */
export function kindOf(uriOrPath: string): FileKind | null {
  if (uriOrPath !== last.of) last = { of: uriOrPath, kind: findKind(uriOrPath) };
  return last.kind;
}

/** Each front-end asks whether a file is one of its own: mostly the same one is asked about again. */
let last: { readonly of: string; readonly kind: FileKind | null } = { of: '', kind: null };

function findKind(uriOrPath: string): FileKind | null {
  if (!anyKind.test(uriOrPath)) return null;
  const name = fileNameOf(uriOrPath);
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Whether a file holds nothing that is read but API versions. */
export function holdsVersions(uriOrPath: string): boolean {
  const kind = kindOf(uriOrPath);
  return kind === 'apex-meta' || kind === 'project';
}

const schemePattern = /^[a-z][a-z0-9+.-]+:\/\//i;

/** The last segment of a URI (decoded) or a path. */
export function fileNameOf(uriOrPath: string): string {
  if (!schemePattern.test(uriOrPath)) {
    return uriOrPath.slice(Math.max(uriOrPath.lastIndexOf('/'), uriOrPath.lastIndexOf('\\')) + 1);
  }
  const end = uriOrPath.search(/[?#]/);
  const path = end < 0 ? uriOrPath : uriOrPath.slice(0, end);
  return percentDecoded(path.slice(path.lastIndexOf('/') + 1));
}

/** The segments of a URI's path (decoded) or of a path with either separator. */
export function segmentsOf(uriOrPath: string): string[] {
  const scheme = schemePattern.exec(uriOrPath)?.[0];
  if (scheme === undefined) return uriOrPath.split(/[\\/]/);
  const path = uriOrPath.slice(scheme.length).replace(/[?#].*$/, '');
  return path.split('/').map(percentDecoded);
}

/** Full name of a metadata component from its file name, whose special characters are percent-encoded. */
export function fullNameOf(uriOrPath: string): string {
  const name = fileNameOf(uriOrPath).replace(/-meta\.xml$/i, '');
  const dot = name.lastIndexOf('.');
  return percentDecoded(dot < 0 ? name : name.slice(0, dot));
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
