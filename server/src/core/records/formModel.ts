/** A field that the form asks for. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** Of an HTML input, as far as the field's type is known; else text. */
  readonly input:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'number'
    | 'checkbox'
    | 'date'
    | 'datetime-local'
    | 'select';
  /** "Email", "Text(80)", "Lookup(Account)"; '' if not known. */
  readonly type: string;
  readonly options: readonly string[];
  /** "Exact, blank never matches, by Lead Email Exact": why it is asked for. */
  readonly usedBy: readonly string[];
}

export interface RecordForm {
  readonly object: string;
  /** Fields that the object's active matching rules and the rules' conditions use. */
  readonly fields: readonly FormField[];
  /** Active duplicate rules of the object: "Lead Email: Allow + Alert on create, …". */
  readonly rules: readonly string[];
  readonly problems: readonly string[];
}
