import { describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import { isApex, readCorpus } from '../../corpus/files.ts';
import { sweep } from '../../support/sweep.ts';

describe('every fix of every finding of the corpus', () => {
  it.each(readCorpus().map((project) => [project.name, project] as const))(
    '%s',
    (_, corpus) => {
      const root = `file:///${corpus.name}`;
      const project = createProject({ root });
      const files = new Map([...corpus.files].map(([path, text]) => [`${root}/${path}`, text]));
      for (const [uri, text] of files) project.setFile(uri, text);
      const apex = [...files.keys()].filter(isApex);
      const { problems } = sweep(project, files, apex);
      expect(problems.join('\n\n')).toBe('');
    },
    120_000,
  );
});
