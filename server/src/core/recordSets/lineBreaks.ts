/** Makes every line end `\n` in text that comes in pieces, also where a piece ends between `\r` and `\n`. */
export function oneKindOfBreak(): { next(piece: string): string; end(): string } {
  let isOpen = false;
  return {
    next(piece) {
      const text = isOpen ? `\r${piece}` : piece;
      isOpen = text.endsWith('\r');
      const whole = isOpen ? text.slice(0, -1) : text;
      return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
    },
    end() {
      const last = isOpen ? '\n' : '';
      isOpen = false;
      return last;
    },
  };
}
