import type { CodeLanguage } from '../language.ts';
import type { Handler } from '../tree.ts';

/** Built-in exceptions that no library raises for a refusal. */
const never =
  /^(KeyError|ValueError|TypeError|AttributeError|IndexError|LookupError|StopIteration|OSError|IOError|FileNotFoundError|JSONDecodeError|ImportError|ModuleNotFoundError|KeyboardInterrupt|SystemExit|AssertionError|ZeroDivisionError|ArithmeticError|OverflowError|Unicode\w*Error|TimeoutError|CancelledError|Timeout|ConnectTimeout|ReadTimeout|TimeoutException|SSLError|ConnectError|NetworkError|MissingSchema|InvalidURL|ChunkedEncodingError|InterruptedException|TaskCanceledException|OperationCanceledException|JsonException|JsonProcessingException|JsonParseException|JSONException|ArgumentException|ArgumentNullException|NullReferenceException|InvalidOperationException|FormatException|IllegalArgumentException|IllegalStateException|NullPointerException|IOException|FileNotFoundException|SQLException|SqlException|DbUpdateException|ParseException|NumberFormatException|URISyntaxException|MalformedURLException|SocketTimeoutException|SocketException|UnknownHostException|ResourceAccessException|XmlException|SyntaxError|RangeError|SalesforceExpiredSession|SalesforceResourceNotFound|SalesforceRefusedRequest|SalesforceAuthenticationFailed|SalesforceMoreThanOneRecord|SalesforceGeneralError|HttpServerErrorException|HTTPServerError|ServerDisconnectedError|ClientConnectionError|ClientConnectorError|LoginFault|ValidationError|DoesNotExist|ObjectDoesNotExist|NoResultFound|IntegrityError|DatabaseError|OperationalError|ClassNotFoundException|ClassCastException|IndexOutOfRangeException|KeyNotFoundException|ConnectTimeoutError|AbortError)$/;
const everything =
  /^(Exception|BaseException|Throwable|StandardError|Error|RuntimeException|any|unknown|object)$/;
/** Python's own ConnectionError is of the network; Java's ConnectionException is the base of the SOAP faults. */
const ofTheNetwork = /^(ConnectionError|ConnectionRefusedError|ConnectionResetError)$/;
/** Names of those that libraries raise for answers of a service. */
const plausible =
  /salesforce|sforce|force|^sf|calledprocess|execution|api|http|request|rest|soap|fault|response|client|web|connection|bulk|composite|operation|dml|service|remote|status|faraday|guzzle/i;

/** What is thrown: the library's own exception for a refusal, or one of a class that the code names. */
export type Thrown = { readonly named: string } | null;

/** Whether a handler gets an exception. */
export function catches({ types }: Handler, thrown: Thrown, language: CodeLanguage): boolean {
  if (types.length === 0) return true;
  return types.some((type) => catchesType(type, thrown, language));
}

export function catchesType(type: string, thrown: Thrown, language: CodeLanguage): boolean {
  const name = lastName(type);
  if (thrown && lastName(thrown.named) === name) return true;
  if (name === 'Error' && language !== 'javascript' && language !== 'typescript') return thrown !== null;
  if (everything.test(name)) return true;
  // Of a class of the code's own, the bases are not known here: only its name and the bases of all are.
  if (thrown) return false;
  if (never.test(name) || (language === 'python' && ofTheNetwork.test(name))) return false;
  return plausible.test(name);
}

function lastName(type: string): string {
  return type.split(/[.:\\]+/).at(-1) ?? type;
}
