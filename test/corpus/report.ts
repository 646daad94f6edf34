/** Prints how the analysis fares on the labelled corpus: `node bench/run.mjs test/corpus/report.ts`. */
import { readCorpus } from './files.ts';
import { render } from './render.ts';
import { score } from './score.ts';

console.log(render(await score(readCorpus())));
