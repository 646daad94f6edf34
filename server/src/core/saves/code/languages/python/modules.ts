const suffixes = ['.py', '/__init__.py', '.pyw'];

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
 * file, in each folder above, and in `src` there.
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
  if (name === '') return [];
  return folders.flatMap((folder) => [...modulesIn(folder, path), ...modulesIn(`${folder}/src`, path)]);
}
