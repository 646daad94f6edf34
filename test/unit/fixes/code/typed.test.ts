import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { alertOnLeads, codeFixProject, uriOf } from '../../../support/codeFixes.ts';
import { applied, fixesOf } from '../../../support/fixes.ts';
import { samples } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const folder = path.join(root, 'node_modules/.cache/mended-typescript');

describe('what fixes write in TypeScript', () => {
  it('passes the compiler with the types of jsforce', async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    let count = 0;
    for (const { name, text } of Object.values(samples)) {
      if (!name.endsWith('.ts')) continue;
      const project = await codeFixProject(alertOnLeads, { [name]: text });
      writeFileSync(path.join(folder, name), text);
      for (const fix of fixesOf(project, uriOf(name))) {
        const after = applied(fix, () => text).get(uriOf(name))!;
        writeFileSync(path.join(folder, name.replace('.ts', `-${++count}-${fix.id}.ts`)), after);
      }
    }
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2022',
        module: 'nodenext',
        lib: ['es2023', 'dom'],
        types: ['node'],
        noUncheckedIndexedAccess: true,
        esModuleInterop: true,
      },
      include: ['*.ts'],
    };
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const output = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    expect(output).toBe('');
    expect(count).toBeGreaterThan(50);
  }, 60_000);
});
