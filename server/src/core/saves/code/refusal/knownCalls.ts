import type { CallExpression, Expression } from '../tree.ts';
import { calledName, pathOf, rootOf } from './names.ts';

/** Whether a name has a part that speaks of logging: `Logger`, `log_error`, `errorLog`, not `catalog`, `login`. */
function isLogName(name: string): boolean {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.\s]+/)
    .some((part) => /^(log|logs|logger|loggers|logging|logged|debug|syslog|winston|pino|sentry)$/.test(part));
}

/** Calls whose names say that they log, beyond what the language's own dialect knows. */
export function looksLikeLogging(call: CallExpression): boolean {
  const path = pathOf(call.callee);
  const method = path.at(-1) ?? '';
  // A list of log entries is no logger: what becomes of the list decides.
  if (collects(call)) return false;
  if (/^(print_exc|printStackTrace|captureException|captureMessage|capture_exception)$/.test(method))
    return true;
  return isLogName(method) || path.slice(0, -1).some(isLogName) || /^console$/i.test(path[0] ?? '');
}

/** `errors.push(…)`, `failed.append(…)`: puts something into what stands before the dot. */
export function collects(call: CallExpression): boolean {
  return (
    call.callee.kind === 'member' &&
    /^(push|unshift|add|addAll|append|appendleft|extend|insert_row|set|put|putAll|putIfAbsent|Add|AddRange|Enqueue|TryAdd|setdefault|update|offer|concat|splice|write_row|<<)$/.test(
      call.callee.name,
    ) &&
    call.arguments.length > 0
  );
}

/** Methods that bring a refusal to where it stays, or to somebody: files, databases, queues, mails, requests. */
const stores =
  /^(write(lines|row|rows|File|FileSync|All\w*|Records?|Line|Json|_text|_json)?|append(File|FileSync|AllText|AllLines)|outputFile|outputJson|dump|to_csv|to_sql|to_json|insert(One|Many|_one|_many|_all)?|update(One|Many|_one|_many|_all)?|upsert|save(All|Changes|ChangesAsync)?|create(Many)?|bulkCreate|bulkWrite|replaceOne|findOneAndUpdate|execute(many|Query|Update|Async|NonQuery\w*|Scalar\w*)?|query|commit|enqueue|publish(Async)?|emit|dispatch(Event)?|trigger|notify|send(Message|Messages|_message|Mail|_mail|Email|_email|ToQueue|Async|MessageAsync)?|put_item|putItem|put_object|putObject|upload|batchWrite|lpush|rpush|hset|hmset|zadd|xadd|sadd|setex|nack|reject|fail|moveToFailed|dead_letter|deadLetter|DeadLetterMessageAsync|abandon|AbandonMessageAsync|post_message|postMessage|showToast|respond|flash)$/;

/** Objects that have such methods. A `send` or `create` of something else is not known. */
const storeRoots =
  /(^|[._$])(fs|fsp|fsPromises|file|files|writer|csv|csvwriter|f|fh|fp|fout|out|stream|db|database|pool|client|knex|prisma|mongo|collection|cursor|cur|session|conn|connection|repo|repository|model|models|queue|sqs|sns|ses|kafka|producer|channel|rabbit|redis|bull|job|message|msg|bucket|s3|dynamo\w*|table|firestore|doc|slack|mailer|transporter|smtp\w*|mail|email|emitter|events?|bus|eventBus|socket|io|ws|this|self|path|Path|File|requests|axios|http|httpx|sf|salesforce|context|ctx|dlq|audit|store|storage|storageService|notifier|notification\w*|alert\w*|toast\w*|metrics)$|(Queue|Writer|Repository|Store|Service|Client|Producer|Publisher|Dao|DAO|Model|Table|Db|DB|Mailer|Notifier|Context|Topic|Bus|Collection|_writer|_queue|_repo|_client|_file|_table|_db|_store|_dlq|Sender|Emitter)$/;

/** Whether a call stores what it is given, or sends it to somebody. */
export function storesOrSends(call: CallExpression): boolean {
  const name = calledName(call);
  if (call.callee.kind === 'name')
    return /^(sendEmail|send_email|sendMail|send_mail|writeFile(Sync)?|appendFile(Sync)?|showToast|toast|alert|notifyAdmin|notify_admin|publish|enqueue)$/.test(
      name,
    );
  if (/^(to_csv|to_sql|to_json|to_excel|to_parquet)$/.test(name)) return true;
  if (name === 'dump') return call.arguments.length > 1;
  if (!stores.test(name)) return false;
  const path = pathOf(call.callee).slice(0, -1);
  return (
    path.some((part) => storeRoots.test(part)) || /(Item|Email|Mail|Message|Many|One|Toast|Event)$/.test(name)
  );
}

/** Names of functions that tell nobody, whatever they are given. */
const silentNames =
  /^(sleep|wait|delay|setTimeout|clearTimeout|clearInterval|stringify|parse|dumps|loads|String|Number|Boolean|BigInt|Symbol|str|int|float|bool|repr|len|isinstance|issubclass|type|typeof|format|join|toString|ToString|toJSON|getMessage|getLocalizedMessage|getCause|getStackTrace|now|random|min|max|floor|round|ceil|abs|close|rollback|release|dispose|Dispose|quit|cancel|abort|trim|split|replace|replaceAll|substring|slice|lower|upper|strip|startswith|endswith|startsWith|endsWith|toLowerCase|toUpperCase|get|getattr|hasattr|keys|values|items|entries|isArray|from|of|format_exc|exc_info|range|enumerate|sorted|list|dict|set|tuple|zip|map|filter|find|some|every|any|all|includes|Contains|contains|indexOf|match|test|search|findall|next_delay|pow|perf_counter|time|time_ns|monotonic|isoformat|strftime|toISOString|getTime|Delay|await|valueOf|hasOwnProperty|isInstance|equals|Equals|equalsIgnoreCase|hashCode|currentThread|interrupt|getErrors|getStatusCode|text|json|read|exists|decode|encode|TryGetValue|super|Error|Exception|noop|flat|flatMap|reduce|sort|reverse|pop|shift|refresh|refreshToken|login|logout|expire|invalidate)$/;

/** Functions of PHP. */
const silentFunctions =
  /^(?:curl_\w+|wp_remote_retrieve_\w+|is_wp_error|json_(?:decode|encode|last_error\w*)|is_(?:array|object|string|null|numeric|bool|int)|count|in_array|array_(?!push|unshift|splice)\w+|str(?:len|pos|stripos|tolower|toupper|_\w+)|usleep|print_r|var_export|implode|explode|sprintf|preg_\w+|simplexml_load_string|intval|strval)$/;

export function tellsNobody(call: CallExpression): boolean {
  if (call.isNew) return true;
  const name = calledName(call);
  if (silentFunctions.test(name)) return true;
  if (silentNames.test(name)) return true;
  const root = rootOf(call.callee)?.name ?? '';
  return /^(JSON|Object|Array|Math|Date|String|Number|json|math|os|time|datetime|re|random|traceback|inspect|copy|Objects|Arrays|Thread|TimeUnit|Instant|LocalDateTime|DateTime|Task|Convert|Interlocked|Optional|Collectors|Stream)$/.test(
    root,
  );
}

/** Functions that run a callback again when it fails. */
export function retries(callee: Expression): boolean {
  const path = pathOf(callee);
  return /^(p?-?retry|retryAsync|asyncRetry|async_retry|withRetry|withRetries|with_retry|retryWithBackoff|retry_with_backoff|retryOperation|backOff|backoff|exponentialBackoff|promiseRetry|retryable|callWithRetry|retryPolicy|retryTemplate|ExecuteAsync|executeWithRetry)$/i.test(
    path.at(-1) ?? '',
  )
    ? !/^Execute/i.test(path.at(-1) ?? '') || path.some((name) => /retry|polic|resilien/i.test(name))
    : path.some((name) => /^(retryTemplate|_?retryPolicy|pRetry|tenacity)$/i.test(name));
}

/** Decorators and annotations that run a function again. */
export function isRetryAnnotation(name: string): boolean {
  // `from tenacity import retry as tretry`, `@with_retry`, `@retry_on_lock` of the project's own.
  return (
    /(^|\.)\w*(retry|retrying|retryable|on_exception|on_predicate|retries|backoff)(_\w+)?$/i.test(name) &&
    !/(^|[._])no_?retry/i.test(name)
  );
}

/** Functions that run callbacks some time later, with nobody waiting for them. */
export function runsLater(call: CallExpression): boolean {
  return /^(setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|on|once|addEventListener|addListener|forEach|subscribe|each|cron|schedule|add_done_callback|Thread|submit|start_new_thread|run_in_executor)$/.test(
    calledName(call),
  );
}

/** `Promise.all(…)`, `asyncio.gather(…)`, `Task.WhenAll(…)`. */
export function joinsPromises(call: CallExpression): boolean {
  const path = pathOf(call.callee);
  const method = path.at(-1) ?? '';
  return (
    (path.at(-2) === 'Promise' && /^(all|race|any|resolve)$/.test(method)) ||
    /^(gather|wait_for|shield|create_task|ensure_future|WhenAll|WhenAny|allOf|anyOf|as_completed|forkJoin|lastValueFrom|firstValueFrom|toPromise|Run|run|run_until_complete)$/.test(
      method,
    )
  );
}

/** `Promise.allSettled(…)`, `asyncio.gather(…, return_exceptions=True)`. */
export function settlesPromises(call: CallExpression): boolean {
  const method = calledName(call);
  if (/^(allSettled|settleAll)$/.test(method)) return true;
  return call.arguments.some(
    ({ name, value }) => name === 'return_exceptions' && value.kind === 'boolean' && value.value,
  );
}
