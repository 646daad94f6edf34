import * as z from 'zod';
import { saveTable } from '../core/saveTable/build.ts';
import { saveTableMarkdown } from '../core/saveTable/markdown.ts';
import { isMentioned, objectNamed, objectsWithRules } from '../core/saveTable/objects.ts';
import { objectName, projectPath } from './shapes.ts';
import type { Tool } from './tool.ts';

const shape = z.strictObject({ object: objectName, project: projectPath });

type Input = z.infer<typeof shape>;

/** What becomes of a record that matches, on every channel. */
export const whatHappensOnSave: Tool<Input> = {
  name: 'what_happens_on_save',
  title: 'Tell what happens on save',
  description:
    'Tells what the Salesforce duplicate rules of the project do with a record of an object for which they find a match, for every way to save it: user interface, Apex, REST, SOAP, Bulk API, flows, lead conversion and more; create and edit; with and without allowSave=true. A Markdown table whose cells say how sure they are and on which documentation they rest. Works offline. Use it before choosing an API or an option for a save, or to explain why a save behaves differently on two channels.',
  shape,
  asksOrg: () => false,
  async run({ object, project: named }, host) {
    const { analysis } = await host.project(named === undefined ? null : await host.pathOf(named));
    const { catalog, schema } = analysis;
    const known = objectNamed(object, catalog, schema);
    const table = saveTableMarkdown(saveTable(known ?? object, catalog));
    // A program that asks may have made the name up; of a custom object only its form tells that.
    if (known !== null && isMentioned(known, catalog, schema)) return table;
    const withRules = objectsWithRules(catalog);
    const others = withRules.length === 0 ? '' : ` Objects with rules: ${withRules.join(', ')}.`;
    return `No object ${object} is known: check its name.${others}\n\n${table}`;
  },
};
