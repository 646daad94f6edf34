/**
 * Street suffixes and unit words, each with its usual spellings. The suffixes are the common ones of the United States
 * Postal Service's Publication 28, appendix C1, the unit words those of C2 (works of the US government, not under
 * copyright); facts were taken over, no file. Which words Salesforce knows is not documented.
 */
const suffixLines = `
alley aly
avenue ave av
boulevard blvd boul
circle cir circ
court ct
cove cv
crescent cres
crossing xing
drive dr drv
expressway expy
freeway fwy
gardens gdns
gate
green grn
grove grv
heights hts
highway hwy
hill
lane ln
loop
mall
parade pde
park
parkway pkwy pky
pass
path
pike
place pl
plaza plz
point pt
ridge rdg
road rd
route rte
row
run
square sq
street st str
terrace ter terr
trace trce
trail trl
turnpike tpke
view vw
walk
way wy
`;

const unitLines =
  'apartment apt building bldg department dept floor fl lot office ofc room rm space spc suite ste unit';

/** A spelling of a street suffix to its full form: "st" is "street". */
export const streetSuffixes: ReadonlyMap<string, string> = new Map(
  suffixLines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const spellings = line.split(' ');
      return spellings.map((spelling): [string, string] => [spelling, spellings[0]!]);
    }),
);

export const unitWords: ReadonlySet<string> = new Set(unitLines.split(' '));

/** What may stand behind the suffix: "Market St NW". */
export const directions: ReadonlySet<string> = new Set(
  'n s e w ne nw se sw north south east west northeast northwest southeast southwest'.split(' '),
);
