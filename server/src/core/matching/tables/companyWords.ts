/**
 * Words that say the legal form of a company, removed before names are compared. The documentation names Inc and Corp
 * (facts, section 5.1) and says "words such as"; the others are the usual abbreviations of legal forms in countries
 * with Latin script, written for this product from general knowledge.
 */
export const legalForms: ReadonlySet<string> = new Set(
  (
    'inc incorporated corp corporation co company llc llp lp lc pllc pc ltd limited plc gmbh ag kg ohg ug se sa sas ' +
    'sarl srl spa bv nv oy oyj ab as asa aps pty pte kk sl ltda sro zrt kft doo eood'
  ).split(' '),
);

/** Those that the documentation names. */
export const documentedForms: readonly string[] = ['inc', 'corp'];

/**
 * Abbreviations of companies that stand for the whole name. IBM is the documented example; the others are well known
 * and were written down for this product.
 */
export const abbreviatedCompanies: ReadonlyMap<string, string> = new Map([
  ['ibm', 'international business machines'],
  ['ge', 'general electric'],
  ['gm', 'general motors'],
  ['hp', 'hewlett packard'],
]);

export const documentedAbbreviation = 'ibm';
