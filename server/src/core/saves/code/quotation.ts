const literal = /(["'`])((?:\\.|(?!\1)[^\\])*)(?:\1|$)/gs;

/** `Lead`, `allow-duplicates`, `v2`: what names something. */
const word = /^(?:[A-Za-z_ .-]{0,24}|[\w.-]{0,4})$/;

/**
 * Code as messages quote it, its longer texts left out: what a token or a password is compared with is no matter of
 * logs and reports.
 */
export function withoutSecrets(code: string): string {
  return code.replace(literal, (whole, quote: string, text: string) =>
    word.test(text) ? whole : `${quote}…${quote}`,
  );
}
