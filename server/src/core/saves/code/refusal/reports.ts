import type { RefusalReport } from '../libraries/model.ts';
import type { CallExpression } from '../tree.ts';
import type { PassedOn } from './judge.ts';
import { calledName } from './names.ts';

/**
 * How a call's refusal stands in the code. A process that ends with an exit code throws or answers, as the call
 * that runs it is made: `execSync`, `subprocess.run(…, check=True)`; `spawnSync`, `subprocess.run(…)`.
 */
export function reportedAs(call: CallExpression, reports: RefusalReport): PassedOn {
  if (reports === 'answer') return 'rows';
  if (reports === 'job-answer') return 'job';
  if (reports === 'exception-or-rows') return 'exception';
  if (reports !== 'exit-code') return reports;
  const isChecked = call.arguments.some(
    ({ name, value }) => name === 'check' && value.kind === 'boolean' && value.value,
  );
  const name = calledName(call);
  return isChecked ||
    /^(check_call|check_output|exec|execSync|execFile|execFileSync|execa|execaSync|execAsync|execPromise|execaCommand|sh|\$)$/.test(
      name,
    )
    ? 'exception'
    : 'response';
}
