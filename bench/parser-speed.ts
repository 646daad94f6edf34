import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../server/src/core/saves/apex/parser.ts';
import type {
  Block,
  Body,
  CompilationUnit,
  Expression,
  TypeDeclaration,
} from '../server/src/core/saves/apex/syntax.ts';

/** How fast the Apex parser is: node bench/run.mjs bench/parser-speed.ts FOLDER */
const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node bench/run.mjs bench/parser-speed.ts FOLDER');
  process.exit(2);
}
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(cls|trigger|apex)$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
const size = files.reduce((sum, { text }) => sum + text.length, 0);
console.log(`${files.length} files, ${(size / 1e6).toFixed(1)} M characters`);

function bodiesOf(unit: CompilationUnit): Body<Block | Expression>[] {
  const found: (Body<Block | Expression> | null)[] = [unit.trigger?.body ?? null, unit.script?.body ?? null];
  const visit = (type: TypeDeclaration): void => {
    for (const method of type.methods) found.push(method.body);
    for (const field of type.fields) found.push(field.initializer);
    for (const property of type.properties) found.push(property.getter, property.setter);
    for (const initializer of type.initializers) found.push(initializer.body);
    for (const inner of type.types) visit(inner);
  };
  for (const type of unit.types) visit(type);
  for (const method of unit.script?.methods ?? []) found.push(method.body);
  return found.filter((body) => body !== null);
}

for (let round = 1; round <= 4; round++) {
  const begin = performance.now();
  const units = files.map(({ path, text }) => parse(path, text));
  const afterSkeleton = performance.now();
  let bodies = 0;
  let errors = 0;
  for (const unit of units) {
    errors += unit.errors.length;
    for (const body of bodiesOf(unit)) {
      bodies++;
      errors += body.errors.length;
    }
  }
  const end = performance.now();
  console.log(
    `round ${round}: skeletons ${(afterSkeleton - begin).toFixed(0)} ms, ` +
      `${bodies} bodies ${(end - afterSkeleton).toFixed(0)} ms, ${errors} errors, ` +
      `${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
  );
}

const largest = files.reduce((most, file) => (file.text.length > most.text.length ? file : most));
const times: number[] = [];
for (let round = 0; round < 50; round++) {
  const begin = performance.now();
  parse(largest.path, largest.text);
  times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
const lines = largest.text.split('\n').length;
console.log(`${largest.path}: ${lines} lines, skeleton ${times[25]!.toFixed(2)} ms (median of 50)`);
