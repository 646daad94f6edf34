import type { Dialect } from '../../refusal/dialect.ts';

/** logging, structlog, loguru, Dagster's and Airflow's loggers. */
const levels =
  /^(?:debug|info|warn|warning|error|exception|critical|fatal|log|trace|success|failure|notice|msg)$/;
const logger = /^(?:\w*logg(?:er|ing)|(?:\w*_)?log|_*(?:getLogger|get_logger|structlog))_*$/i;

/** Calls that write for whoever runs the program, without a receiver or with any. */
const printing =
  /^(?:print|pprint|pp|rprint|cprint|log_(?:error|exception|warning|message|info|debug)|print_exc(?:eption)?|print_exception|capture_exception|capture_message)$/;

/** Receivers that print: `click.echo`, `sys.stderr.write`, `self.stdout.write` of Django's commands. */
const printed: Readonly<Record<string, RegExp>> = {
  echo: /^(?:click|typer)$/,
  secho: /^(?:click|typer)$/,
  write: /^(?:stdout|stderr|tqdm)$/,
  warn: /^warnings$/,
  print: /^(?:console|rich)$/,
};

/** Whom a refusal reaches, when it is told to: the shell, the caller over HTTP, the user, another attempt. */
const tellers =
  /^(?:exit|_exit|quit|abort|flash|jsonify|make_response|JSONResponse|JsonResponse|HTTPException|Response|HttpResponse\w*|HTTPResponse|send_error|send_mail|mail_admins|mail_managers|add_error|fail|retry|set_exception)$/;

/** Receivers whose methods tell a user: Django's messages, Streamlit, argparse, Tk. */
const told: Readonly<Record<string, RegExp>> = {
  error: /^(?:messages|st|parser|toast|ui)$/,
  warning: /^(?:messages|st)$/,
  exception: /^st$/,
  showerror: /^(?:messagebox|tkMessageBox)$/,
  showwarning: /^(?:messagebox|tkMessageBox)$/,
};

function isOn(
  receivers: Readonly<Record<string, RegExp>>,
  method: string,
  before: readonly string[],
): boolean {
  if (!Object.hasOwn(receivers, method)) return false;
  return before.some((name) => receivers[method]!.test(name));
}

export const dialect: Dialect = {
  isLogging: (_call, path) => {
    const method = path.at(-1) ?? '';
    const before = path.slice(0, -1);
    if (isOn(told, method, before)) return false;
    if (levels.test(method) && before.some((name) => logger.test(name))) return true;
    if (printing.test(method) || isOn(printed, method, before)) return true;
    return method === 'log' && before.length === 0;
  },
  tells: (_call, path) => {
    const method = path.at(-1) ?? '';
    return tellers.test(method) || isOn(told, method, path.slice(0, -1));
  },
  throwsOnError: (_call, path) => path.at(-1) === 'raise_for_status',
  isDiscard: (expression) => expression.kind === 'name' && /^_+$/.test(expression.name),
  uncaught: 'propagates',
};
