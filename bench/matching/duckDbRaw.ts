/**
 * A preflight that DuckDB does all by itself, from the files as they are: keys and normalised values are made in SQL.
 * DuckDB has no metaphone, no list of names and no ways with streets, so that plain stand-ins are used: a skeleton of
 * consonants, nothing, and regular expressions.
 */
const letters = (text: string) => `regexp_replace(lower(${text}), '[^a-z0-9]+', '', 'g')`;
const words = (text: string) => `trim(regexp_replace(lower(${text}), '[^a-z0-9]+', ' ', 'g'))`;
const skeleton = (text: string) =>
  `translate(left(${text}, 1) || regexp_replace(substr(${text}, 2), '[aeiouyhw ]+', '', 'g'), 'bdgvzqc', 'ptkfskk')`;
const company = (text: string) =>
  `trim(regexp_replace(${words(text)}, '\\b(inc|llc|corp|corporation|ltd|limited|co)\\b', '', 'g'))`;
const digits = (text: string) => `regexp_replace(${text}, '[^0-9]+', '', 'g')`;

/** @param address prefix of the address fields @param name column of the company */
function normalised(source: string, id: string, address: string, name: string): string {
  const phone = `regexp_replace(${digits('Phone')}, '^1(\\d{10})$', '\\1')`;
  const street = words(`"${address}Street"`);
  return `
    SELECT
      CAST(${id} AS VARCHAR) AS id,
      lower(trim(FirstName)) AS f1, ${words('FirstName')} AS f1_text, ${skeleton(words('FirstName'))} AS f1_sound,
      left(${words('FirstName')}, 1) AS f1_initials, '' AS f1_forms,
      lower(trim(LastName)) AS f2, ${words('LastName')} AS f2_text, ${skeleton(words('LastName'))} AS f2_sound,
      left(${words('LastName')}, 1) AS f2_initials, '' AS f2_forms,
      lower(trim(Email)) AS f3,
      lower(trim(Title)) AS f4, ${words('Title')} AS f4_text,
      lower(trim("${name}")) AS f5, ${company(`"${name}"`)} AS f5_text,
      lower(trim(Phone)) AS f6, '' AS f6_country, left(${phone}, 3) AS f6_area, substr(${phone}, 4, 3) AS f6_next,
      substr(${phone}, 7, 4) AS f6_last,
      lower(trim("${address}Street")) AS f7,
      regexp_extract(${street}, '^\\d+ (.*) \\w+$', 1) AS f7_name,
      regexp_extract(${street}, '^\\d+') AS f7_number,
      left(regexp_extract(${street}, '\\w+$'), 1) AS f7_suffix, '' AS f7_suite,
      lower(trim("${address}City")) AS f8, ${words(`"${address}City"`)} AS f8_text,
      lower(trim("${address}PostalCode")) AS f9, left(${digits(`"${address}PostalCode"`)}, 5) AS f9_five, '' AS f9_four,
      ${letters("split_part(Email, '@', 1)")} || '@' || lower(regexp_extract(Email, '[^.@]+\\.[^.@]+$')) AS address,
      '@' || lower(regexp_extract(Email, '[^.@]+\\.[^.@]+$')) AS domain,
      left(split_part(${company(`"${name}"`)}, ' ', 1), 5) || left(split_part(${company(`"${name}"`)}, ' ', 2), 5) AS start,
      left(${phone}, 6) AS numbers
    FROM ${source}`;
}

const read = (file: string) => `read_csv('${file}', header = true, all_varchar = true, nullstr = '\\N')`;

const ofNames = (initial: string, sound: string) => `left(${initial}, 1) || ${sound}`;

function keys(table: string, names: string): string {
  return [
    `SELECT id, 1 AS key, address AS value FROM ${table} WHERE f3 <> ''`,
    `SELECT id, 2, ${names} || domain FROM ${table} WHERE f3 <> '' AND f1 <> '' AND f2 <> ''`,
    `SELECT id, 3, ${names} || start FROM ${table} WHERE f5 <> '' AND f1 <> '' AND f2 <> ''`,
    `SELECT id, 4, ${names} || numbers FROM ${table} WHERE f6 <> '' AND f1 <> '' AND f2 <> ''`,
  ].join(' UNION ALL ');
}

/** Statements that make the tables `contacts`, `contact_keys`, `leads`, `lead_keys`. */
export function rawTables(contacts: string, leads: string): readonly string[] {
  const own = ofNames('f1_text', 'f2_sound');
  const transposed = ofNames('f2_text', 'f1_sound');
  return [
    `CREATE TABLE contacts AS ${normalised(read(contacts), 'Id', 'Mailing', 'Account.Name')}`,
    `CREATE TABLE contact_keys AS ${keys('contacts', own)}`,
    `CREATE TABLE leads AS ${normalised(`(SELECT row_number() OVER () - 1 AS place, * FROM ${read(leads)})`, 'place', '', 'Company')}`,
    `CREATE TABLE lead_keys AS ${keys('leads', own)} UNION ALL ${keys('leads', transposed)}`,
  ];
}
