import type { ToolProject } from './tool.ts';

/**
 * Asks a project as it would be with another text of a file. Nobody else sees that text: between putting it in and
 * taking it out nothing is awaited.
 */
export async function withText<Result>(
  project: ToolProject,
  uri: string,
  text: string,
  ask: () => Result,
): Promise<Result> {
  const { analysis } = project;
  const asked = (): { readonly missing: typeof analysis.neededGrammars } | { readonly answer: Result } => {
    const held = project.text(uri);
    analysis.setFile(uri, text);
    try {
      const missing = analysis.neededGrammars;
      return missing.length > 0 ? { missing } : { answer: ask() };
    } finally {
      if (held === null) analysis.removeFile(uri);
      else analysis.setFile(uri, held);
      analysis.closeFile(uri);
    }
  };
  for (;;) {
    const result = asked();
    if ('answer' in result) return result.answer;
    await project.provideGrammars(result.missing);
  }
}
