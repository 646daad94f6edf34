import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { terminalProgress } from '../../../server/src/cli/progress.ts';

function stream(isTTY: boolean) {
  const written: string[] = [];
  const fake = { isTTY, columns: 40, write: (text: string) => written.push(text) > 0 };
  return { written, stream: fake as unknown as NodeJS.WriteStream };
}

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('is silent where the check is quick', () => {
    const { written, stream: terminal } = stream(true);
    const progress = terminalProgress(terminal);
    vi.advanceTimersByTime(400);
    progress.step(() => 'half');
    progress.end();
    expect(written).toEqual([]);
  });

  it('tells now and then, on one line, and cleans up', () => {
    const { written, stream: terminal } = stream(true);
    const progress = terminalProgress(terminal);
    vi.advanceTimersByTime(600);
    progress.step(() => '1 of 9');
    progress.step(() => '2 of 9');
    vi.advanceTimersByTime(150);
    progress.step(() => 'x'.repeat(100));
    progress.end();
    progress.end();
    expect(written).toEqual(['\r\x1b[2K1 of 9', `\r\x1b[2K${'x'.repeat(39)}`, '\r\x1b[2K']);
  });

  it('is silent where nobody looks on', () => {
    const { written, stream: file } = stream(false);
    const progress = terminalProgress(file);
    vi.advanceTimersByTime(5000);
    progress.step(() => 'half');
    progress.end();
    expect(written).toEqual([]);
  });
});
