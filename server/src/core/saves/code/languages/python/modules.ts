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

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The folder itself and all above it, below the scheme and the authority. */
function foldersUpwards(folder: string): string[] {
  const root = /^[a-z][a-z\d+.-]*:\/\/[^/]*/i.exec(folder)?.[0].length ?? 0;
  const folders: string[] = [];
  for (let at = folder; at.length > root; at = folderOf(at)) folders.push(at);
  folders.push(folder.slice(0, root));
  return folders;
}

function modulesIn(folder: string, path: string): string[] {
  return suffixes.map((suffix) => `${folder}/${path}${suffix}`);
}

/**
 * Where a module may stand: `.client` and `..client` from the folder of the file on; `package.client` beside the
 * file, in each folder above, and in `src` there. Well-known packages stand nowhere in the project.
 */
export function importCandidates(fromUri: string, specifier: string): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/s.exec(specifier) ?? [];
  const path = name.split('.').map(encodeURIComponent).join('/');
  const folders = foldersUpwards(folderOf(fromUri));
  if (dots !== '') {
    const folder = folders[dots.length - 1];
    if (folder === undefined) return [];
    return name === '' ? [`${folder}/__init__.py`] : modulesIn(folder, path);
  }
  if (name === '' || packages.has(name.split('.', 1)[0]!)) return [];
  return folders.flatMap((folder) => [...modulesIn(folder, path), ...modulesIn(`${folder}/src`, path)]);
}
