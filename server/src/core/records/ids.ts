const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Why a text is no Salesforce id (15 characters, or 18 with the checksum of their case); null if it is one. */
export function idProblem(text: string): string | null {
  if (!/^[a-z0-9]+$/i.test(text) || (text.length !== 15 && text.length !== 18)) {
    return 'an id has 15 or 18 letters and digits';
  }
  // Upper case is what some tools make of an id: the checksum can tell such a text from an id.
  return text.length === 15 || checksum(text.slice(0, 15)) === text.slice(15).toUpperCase()
    ? null
    : 'the last three characters of this id are not its checksum';
}

/** The three characters that make an id of 15 characters one of 18: they say which letters are capitals. */
export function checksum(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const capitals = [...id.slice(start, start + 5)].map((letter) => (/[A-Z]/.test(letter) ? 1 : 0));
      return digits[capitals.reduce<number>((sum, bit, index) => sum + (bit << index), 0)];
    })
    .join('');
}
