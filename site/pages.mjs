/** Which Markdown file of the repository is which page of the site. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** @returns {Map<string, string>} from paths in the repository to paths on the site, with forward slashes */
export function sitePages() {
  const pages = new Map([
    ['README.md', 'index.md'],
    ['docs/README.md', 'contents.md'],
    ['docs/rules/README.md', 'rules/index.md'],
    ['ARCHITECTURE.md', 'architecture.md'],
    ['CONTRIBUTING.md', 'contributing.md'],
    ['CHANGELOG.md', 'changelog.md'],
    ['samples/recruiting/README.md', 'samples/recruiting.md'],
    ['samples/recruiting/integrations/lead-sync/README.md', 'samples/lead-sync.md'],
  ]);
  for (const page of markdownIn('docs')) {
    if (!pages.has(page)) pages.set(page, page.slice('docs/'.length));
  }
  const rules = 'server/src/core/rules';
  for (const page of markdownIn(rules)) {
    pages.set(page, `rules/${page.slice(rules.length + 1).replace('/README.md', '.md')}`);
  }
  return pages;
}

function markdownIn(folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .sort();
}
