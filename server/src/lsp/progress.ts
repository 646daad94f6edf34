import { t } from '@vscode/l10n';
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Cancellable } from './slices.ts';

/** Progress that the user sees, and can cancel, if the work takes longer than a moment. */
export interface Progress extends Cancellable {
  report(done: number, total: number | null): void;
  end(): void;
}

export function startProgress(connection: Connection, title: string, delay = 500): Progress {
  let reporter: WorkDoneProgressServerReporter | null = null;
  let ended = false;
  let cancelled = false;
  let shown = -1;

  async function show(): Promise<void> {
    const created = await connection.window.createWorkDoneProgress();
    if (ended) {
      created.done();
      return;
    }
    created.begin(title, 0, undefined, true);
    created.token.onCancellationRequested(() => {
      cancelled = true;
    });
    reporter = created;
  }
  const timer = setTimeout(() => show().catch(() => {}), delay);
  timer.unref();

  return {
    get isCancellationRequested() {
      return cancelled;
    },
    report(done, total) {
      if (reporter === null) return;
      const percentage = total === null || total === 0 ? 0 : Math.floor((100 * done) / total);
      if (total !== null && percentage === shown) return;
      if (total === null && done - shown < 100) return;
      shown = total === null ? done : percentage;
      if (total === null) reporter.report(t('{0} files', done));
      else reporter.report(percentage, t('{0} of {1} files', done, total));
    },
    end() {
      ended = true;
      clearTimeout(timer);
      reporter?.done();
      reporter = null;
    },
  };
}
