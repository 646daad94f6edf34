/** What goes with a call about duplicates. */
export interface DuplicateHeader {
  readonly allowSave: boolean;
  readonly includeRecordDetails: boolean;
  /** Left out: false, as where it is not given. */
  readonly runAsCurrentUser?: boolean;
}

/** Reads `allowSave=true; includeRecordDetails=true`: commas and any case will do as well (facts, section 1.5). */
export function readHeader(text: string | undefined): DuplicateHeader {
  const values = new Map(
    (text ?? '').split(/[;,]/).map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim().toLowerCase(), value.trim().toLowerCase()];
    }),
  );
  return {
    allowSave: values.get('allowsave') === 'true',
    includeRecordDetails: values.get('includerecorddetails') === 'true',
    runAsCurrentUser: values.get('runascurrentuser') === 'true',
  };
}
