/**
 * Words of which code that saves to Salesforce holds at least one: the libraries, the hosts, the paths, the headers,
 * the command line, what Lightning web components import. `isObject` and `JSObject` are none of them.
 */
export const markers = new RegExp(
  [
    '[sS]ales[fF]orce|SALESFORCE|[jJ][sS][fF]orce|\\bnforce',
    '\\b[fF]orce\\.com\\b|[sS]force[-_]|SFORCE[-_]|[sS][fF][dD][cC]|\\bsfdx\\b|\\bSF_[A-Z]',
    '\\bs[oO]bject|_sobject|\\bSOBJECT|(?<![A-Z])S[oO]bject|/sobjects?/',
    'services/(?:data|[sS]oap|async)\\b|jobs/ingest|ui-api/|composite/(?:sobjects|tree|batch|graph)',
    'lightning/ui\\w*Api|@salesforce/',
    '[dD]uplicate_?[rR]ule|duplicateRes(?:ult|ut)|allowSave|DUPLICATES_DETECTED|DUPLICATE_VALUE',
    // `sf data create …` in one text, or as the arguments of a process.
    '\\bsf\\s+(?:data|project|force|apex|org)\\b|([\'"`])sf(?:\\.cmd|\\.exe)?\\1',
    // Modules of the project that are named after it: './sfClient', '../sf/leads'.
    '(?:from|require\\()\\s*[\'"][^\'"\\n]*/sf[\'"/_.A-Z-]',
    // Custom fields and objects.
    '\\w__(?:c|r|pc)\\b',
  ].join('|'),
);

const generatedPath =
  /\/(?:node_modules|bower_components|jspm_packages|vendor|vendors|third[-_]party|\.next|\.nuxt|\.sfdx|\.sf|dist)\/|[.-](?:min|bundle|umd|chunk|prod|production)\.[cm]?jsx?$|\.d\.[cm]?tsx?$|\.(?:gen|generated|pb)\.[cm]?[jt]sx?$/;

const generatedHead =
  /@generated\b|^[\s/*!#=-]*(?:(?:this|the|warning|note|code|file)\b[^\n]{0,60}?)?\bauto-?(?:matically[ -])?generated\b|\bgenerated (?:by|from|code|file)\b[\s\S]{0,300}?\b(?:do not|don't) (?:edit|modify|change)|\b(?:do not|don't) (?:edit|modify|change)\b[\s\S]{0,300}?\bgenerated\b/im;

/** What bundlers and compilers leave in their output. */
const compiled =
  /__webpack_require__|webpackBootstrap|webpackChunk|\bparcelRequire\b|function e\(t,n,r\)|^\/\*!? ?(?:esm|rollup|esbuild)|Object\.defineProperty\(exports, ['"]__esModule['"]/m;

/** Characters in a line, on the average, that no person writes. */
const widest = 250;

export function isGenerated(uri: string, text: string): boolean {
  if (generatedPath.test(uri)) return true;
  if (generatedHead.test(headComments(text)) || compiled.test(text)) return true;
  return isMapped(text) || isMinified(text);
}

/** The last line of a compiler's output says where the map to its source is. */
function isMapped(text: string): boolean {
  const start = Math.max(
    text.lastIndexOf('\n//# sourceMappingURL='),
    text.lastIndexOf('\n//@ sourceMappingURL='),
  );
  return start >= 0 && !/\s\S/.test(text.slice(start + '\n//# '.length));
}

/** The comments at the head of a file; what people write about generated things further down says less. */
function headComments(text: string): string {
  return /^(?:#!.*\n)?(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text.slice(0, 4_000))?.[0] ?? '';
}

function isMinified(text: string): boolean {
  if (text.length < 2_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > widest;
}

const testName =
  /[.\-_](?:test|tests|spec|specs|e2e|cy|stories|story|mock|mocks|fixture)\.[cm]?[jt]sx?$|\/(?:test|tests|jest|karma|vitest|cypress|playwright)[^/]*\.(?:setup|config)\.[cm]?[jt]s$/i;
const testFolder = /\/(?:__tests__|__mocks__|__fixtures__|cypress|e2e|jest-mocks|playwright-tests)\//;
/** Folders that a project may stand in as well: the text has to say it, too. */
const maybeTestFolder = /\/(?:test|tests|spec|specs)\//;
const testLibrary =
  /(?:from|require\()\s*['"](?:node:test|vitest|@jest\/globals|mocha|chai|sinon|ava|tape|tap|uvu|qunit|jasmine|@playwright\/test|supertest|nock|should|power-assert|jest-[\w-]+|(?:node:)?assert(?:\/strict)?)['"]/;
const suites = /\b(?:describe|context|suite|QUnit\.module)(?:\.\w+){0,4}\(\s*['"`]/;
const cases = /\b(?:it|test|specify|QUnit\.test|Scenario|Given|When|Then)(?:\.\w+){0,4}\(\s*['"`/]/;

export function isTest(uri: string, text: string): boolean {
  if (testName.test(uri) || testFolder.test(uri)) return true;
  if (suites.test(text) && cases.test(text)) return true;
  return maybeTestFolder.test(uri) && (testLibrary.test(text) || cases.test(text));
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const scriptFirst = ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'];

/** Sources that a specifier of a compiled file may mean. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Where an import may lead, best first; see {@link import('../../language.ts').Language}. */
export function importCandidates(fromUri: string, specifier: string): readonly string[] {
  const component = lightningModule(fromUri, specifier);
  if (component) return component;
  const alias = /^(?:[@~]|src)\/(.+)$/.exec(specifier);
  if (alias) {
    return aliasRoots(fromUri).flatMap((root) => importCandidates(`${root}/index.ts`, `./${alias[1]}`));
  }
  if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier) || specifier.startsWith('/')) return [];
  const target = resolve(fromUri, specifier.replace(/[?#].*$/, ''));
  if (target === null) return [];
  const isScript = /\.[cm]?jsx?$/.test(fromUri);
  const order = isScript ? scriptFirst : extensions;
  const extension = /\.[a-z]+$/i.exec(target)?.[0] ?? '';
  const bare = target.slice(0, target.length - extension.length);
  if (extensions.includes(extension)) {
    const compiledFrom = (sources[extension] ?? []).map((source) => bare + source);
    return isScript ? [target, ...compiledFrom] : [...compiledFrom, target];
  }
  if (extension === '.json' || extension === '.css' || extension === '.html') return [];
  const isFolder = /(?:^|\/)\.{0,2}\/?$/.test(specifier);
  return [
    ...(isFolder ? [] : order.map((each) => target + each)),
    ...order.map((each) => `${target}/index${each}`),
  ];
}

/**
 * Where `@/lib/client`, `~/lib/client` and `src/lib/client` count from, as most projects have it: the folder `src`
 * that the file stands in, or the project around it; without one, the folders above the file.
 */
function aliasRoots(fromUri: string): readonly string[] {
  const source = /^(.*)\/src(?=\/)/.exec(fromUri);
  if (source) return [source[0], source[1]!];
  const roots: string[] = [];
  for (let at = fromUri.lastIndexOf('/'); at > 0 && roots.length < 6; at = fromUri.lastIndexOf('/', at - 1)) {
    roots.push(fromUri.slice(0, at));
  }
  return roots;
}

/** `c/utils` in a Lightning web component is the component beside it. */
function lightningModule(fromUri: string, specifier: string): readonly string[] | null {
  const folder = /^.*\/lwc\//.exec(fromUri)?.[0];
  const module = /^([a-z]\w*)\/(\w+)$/.exec(specifier);
  if (!folder || !module || module[1] === 'lightning') return null;
  const name = module[2]!;
  return [`${folder}${name}/${name}.js`, `${folder}${name}/${name}.ts`];
}

/** The URI that a relative path leads to, without a slash at its end; null where it leads out of everything. */
function resolve(fromUri: string, path: string): string | null {
  const authority = /^[a-z][\w+.-]*:\/\/[^/]*/i.exec(fromUri)?.[0] ?? '';
  const segments = fromUri.slice(authority.length).split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(encodeURIComponent(segment).replaceAll('%40', '@'));
    else if (segments.length <= 1) return null;
    else segments.pop();
  }
  return authority + segments.join('/');
}
