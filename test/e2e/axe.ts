import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with the page of the tab that is open: one line each, with where. The page's policy allows no
 * script of ours in it; the browser's tools put axe there all the same.
 */
export async function violations(window: Page): Promise<readonly string[]> {
  const page = await pageOfTab(window);
  await page.evaluate(axe);
  return page.evaluate(() => {
    const { axe: found } = globalThis as unknown as { axe: Axe };
    return found.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => {
        const { target, failureSummary } = nodes[0]!;
        return `${id}, ${nodes.length} times: ${target.join(' ')}: ${failureSummary}`;
      }),
    );
  });
}

interface Axe {
  run(
    part: unknown,
    options: { readonly resultTypes: readonly string[] },
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
    }[];
  }>;
}

async function pageOfTab(window: Page): Promise<Frame> {
  const outer = await (await window.locator('iframe.webview.ready').elementHandle())?.contentFrame();
  const inner = await (await outer?.locator('#active-frame').elementHandle())?.contentFrame();
  if (!inner) throw new Error('No page of a tab is open.');
  return inner;
}
