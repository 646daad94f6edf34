import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../../../server/src/core/project.ts';
import type { SyntaxParser } from '../../../server/src/core/saves/code/syntaxParser.ts';
import { grammar } from '../../support/grammars.ts';

let bash: SyntaxParser;
beforeAll(async () => {
  bash = await grammar('bash');
});

/** `object, the word that the save stands at: what becomes of a refusal`. */
function saves(text: string): string[] {
  const project = createProject();
  project.setParser(bash);
  project.setFile('file:///a.sh', text);
  return project.saves('file:///a.sh').map(({ site }) => {
    const { anchor, start, end } = site.place;
    const object = site.target.kind === 'objects' ? site.target.names.join() : site.target.kind;
    return `${object}, ${text.slice(anchor.offset + start, anchor.offset + end)}: ${site.refusal.kind}`;
  });
}

const create = 'sf data create record -s Lead -v "LastName=x"';
const quoted = String.raw`sf data create record -s Lead -v \"LastName=x\"`;
const found = (kind: string) => [`Lead, record: ${kind}`];

describe('commands that another command runs', () => {
  it.each<[string, readonly string[]]>([
    [`bash -c '${create}' || true`, found('logs')],
    [`bash -c "${quoted}" || true`, found('logs')],
    [`set -e\nbash -c '${create}'`, found('propagates')],
    [`set -e\nbash -c '${create}; echo done'`, found('handles-errors')],
    [`set -e\nbash -c 'set -e; ${create}; echo done'`, found('propagates')],
    [`bash -o pipefail -c '${create}' > /dev/null`, found('drops')],
    [`if sh -c '${create}'; then echo ok; fi`, found('handles-errors')],
    [`sudo -u deploy bash -lc '${create}' || exit 1`, found('propagates')],
    [`docker exec sf bash -c '${create}' || true`, found('logs')],
    [`docker run --rm -e A=b salesforce/cli:latest ${create} || true`, found('logs')],
    [`su - deploy -c '${create}' || true`, found('logs')],
    [`eval "${quoted}" || true`, found('logs')],
    [`ssh -i key -p 22 deploy@host '${create}' || true`, found('logs')],
    [`ssh deploy@host "bash -c '${create.replaceAll('"', '')}'" || true`, found('logs')],
    [`ssh host <<'EOF'\ncd /srv\n${create} || true\nEOF\n`, found('logs')],
    [`ssh host bash -s <<EOF\n${create} || true\nEOF\n`, found('logs')],
    [`OBJECT=Lead\nbash -c "sf data create record -s $OBJECT"`, found('handles-errors')],
    [`OBJECT=Lead\nbash -c 'sf data create record -s $OBJECT'`, ['unknown, record: handles-errors']],
    [
      `bash <<EOF\ncurl -X POST "$URL/services/data/v60.0/sobjects/Lead" -d '{"LastName":"x"}'\nEOF\n`,
      ['Lead, curl: handles-errors'],
    ],
    [`bash -c "echo $(${create})"`, ['Lead, record: unknown']],
    [`bash run.sh -c '${create}'`, []],
    [`echo bash -c '${create}'`, []],
    [`cat > run.sh <<'EOF'\n${create}\nEOF\n`, []],
    [`ssh host 'cat > run.sh' <<'EOF'\n${create}\nEOF\n`, []],
    [`bash run.sh <<'EOF'\n${create}\nEOF\n`, []],
    [`git commit -m '${create}'`, []],
  ])('%s', (text, expected) => {
    expect(saves(text)).toEqual(expected);
  });

  it('ends where scripts are within each other again and again', () => {
    let text = create.replaceAll('"', '');
    for (let depth = 0; depth < 6; depth++) text = `bash -c '${text.replaceAll("'", String.raw`'\''`)}'`;
    expect(saves(text)).toEqual([]);
  });
});
