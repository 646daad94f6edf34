const suffixes = ['.py', '/__init__.py'];

/**
 * Packages of the standard library and of others that nearly every file imports. A module of the project with
 * such a name would hide the package from Python itself; where it might stand need not be looked up.
 */
const packages = new Set(
  (
    'abc argparse asyncio base64 collections contextlib copy csv dataclasses datetime decimal email enum functools ' +
    'glob hashlib html http inspect io itertools json logging math multiprocessing operator os pathlib pickle ' +
    'platform random re shutil signal smtplib socket sqlite3 ssl string subprocess sys tempfile threading time ' +
    'traceback types typing typing_extensions unittest urllib uuid warnings xml zipfile zoneinfo ' +
    'aiohttp boto3 botocore bs4 celery click django dotenv fastapi flask google httpx jwt numpy openpyxl ' +
    'pandas psycopg2 pydantic pytest pytz requests rest_framework simple_salesforce sqlalchemy tenacity tqdm ' +
    'urllib3 yaml'
  ).split(' '),
);

/** How far above a file its imports are looked for. */
const mostFolders = 8;

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The folder itself and those above it, below the scheme and the authority. */
function foldersUpwards(folder: string): string[] {
  const root = /^[a-z][a-z\d+.-]*:\/\/[^/]*/i.exec(folder)?.[0].length ?? 0;
  const folders: string[] = [];
  for (let at = folder; at.length > root && folders.length < mostFolders; at = folderOf(at)) folders.push(at);
  if (folders.length < mostFolders) folders.push(folder.slice(0, root));
  return folders;
}

function modulesIn(folder: string, path: string): string[] {
  return suffixes.map((suffix) => `${folder}/${path}${suffix}`);
}

/**
 * Where a module may stand: `.client` and `..client` from the folder of the file on; `package.client` beside a
 * folder `package` that the file is in, beside the file, in each folder above, and in `src` there. Well-known
 * packages stand nowhere in the project.
 */
export function importCandidates(fromUri: string, specifier: string): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/s.exec(specifier) ?? [];
  const top = name.split('.', 1)[0]!;
  if (dots === '' && (name === '' || packages.has(top))) return [];
  const path = name.split('.').map(encodeURIComponent).join('/');
  const folders = foldersUpwards(folderOf(fromUri));
  if (dots !== '') {
    const folder = folders[dots.length - 1];
    if (folder === undefined) return [];
    return name === '' ? [`${folder}/__init__.py`] : modulesIn(folder, path);
  }
  const around = folders.filter((folder) => folder.endsWith(`/${top}`)).map(folderOf);
  const candidates = [
    ...around.flatMap((folder) => modulesIn(folder, path)),
    ...folders.flatMap((folder) => modulesIn(folder, path)),
    ...folders.flatMap((folder) => modulesIn(`${folder}/src`, path)),
  ];
  return [...new Set(candidates)];
}
