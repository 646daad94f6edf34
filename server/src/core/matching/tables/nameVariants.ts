/**
 * Variants of first names, as they are commonly used in English: a name, then its short and pet forms. Salesforce's
 * own list is on its servers and not public (knowledge article 000389625: "pre-captured name patterns"), so what this
 * list holds is approximate both ways. It was written for this product from general knowledge, not taken from a file;
 * that a form belongs to a name is a fact. Left out on purpose, because the article says that Salesforce does not
 * match them: Raj and Rajesh, Jay and Jayson, Sal and Salima.
 */
const lines = `
abigail abby gail
abraham abe bram
albert al bert
alexander al alec alex sandy xander
alexandra alex alexa lexi sandra sandy
alfred al alf fred freddie
alison ali
allan al
amanda mandy
andrew andy drew
angela angie
ann anna anne annie nan nancy
anthony tony
antoinette toni nettie
antonio tony
arnold arnie
arthur art artie
barbara babs barb barbie
bartholomew bart
beatrice bea trixie
benjamin ben benji benny
bernard bernie
bradley brad
caroline carol carrie
catherine cat cathy kate katie kitty cathie
charles charlie chas chip chuck
charlotte charlie lottie
christina chris chrissy christie tina
christine chris chrissy christie
christopher chris kit topher
clifford cliff
clinton clint
cynthia cindy
daniel dan danny
danielle dani
david dave davey
deborah deb debbie debra
dennis denny
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edgar ed eddie
edmund ed eddie ned
edward ed eddie ned ted teddy
edwin ed eddie
eleanor ellie nell nora
elizabeth beth betsy betty bess eliza elsie libby lisa liz lizzie lizzy
ellen ellie nell
emily em emmy
eugene gene
evelyn evie
ezekiel zeke
florence flo florrie
frances fran frannie francie
francis fran frank frankie
franklin frank frankie
frederick fred freddie freddy rick
gabriel gabe
gabrielle gabby
geoffrey geoff jeff
george georgie
gerald gerry jerry
gerard gerry jerry
gilbert gil bert
gregory greg gregg
gwendolyn gwen
harold hal harry
harriet hattie
harrison harry
helen nell nellie
henry hal hank harry
herbert bert herb
howard howie
irving irv
isaac ike
isabel bella izzy
isabella bella izzy
jacob jake
jacqueline jackie
james jamie jim jimmy
janet jan
jeffrey jeff
jennifer jen jenny
jeremiah jerry
jeremy jem jerry
jerome jerry
jessica jess jessie
joan joanie
joanna jo
john jack johnny jon
jonathan jon jonny
joseph joe joey
josephine jo josie
joshua josh
judith judy
julia julie
katherine kate kathy katie kathie kay kit kitty
kathleen kate kathy katie kathie kay
kathryn kate kathy katie kathie kay
kenneth ken kenny
kimberly kim
laurence larry laurie
lawrence larry laurie lawrie
leonard len lenny leo
leonardo leo
leslie les
lillian lil lilly
louis lou louie
louise lou
lucille lucy
madeline maddie
margaret daisy maggie madge marge margie meg megan peg peggy rita greta
maria mary
marjorie marge margie
martha marty mattie
martin marty
mary mamie molly polly
matilda mattie tilda tilly
matthew matt matty
maurice morrie
maximilian max
maxwell max
melanie mel
melissa lissa mel missy
melvin mel
michael mick mickey micky mike mikey
mitchell mitch
montgomery monty
nathan nate nat
nathaniel nat nate nathan
nicholas nick nicky
nicole nicky nikki
norman norm
oliver ollie
oscar ozzie
pamela pam
patricia pat patsy patty tricia trish
patrick pat paddy
penelope penny
peter pete
philip phil
phillip phil
priscilla cilla
rachel rae
randall randy
randolph randy
raymond ray
rebecca becca becky
reginald reg reggie
richard dick dickie ricky rick rich richie
robert bob bobby bert rob robbie robby
roberta bobbie
roderick rod
rodney rod
roger rog
roland rollie
ronald ron ronnie
rosemary rose rosie
russell russ
ruth ruthie
salvatore sal
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie
sebastian seb
sharon shari
sheldon shelly
sidney sid
solomon sol
stanley stan
stephanie steph steffi
stephen steve stevie
steven steve stevie
stuart stu
susan sue susie suzie suzy
susanna sue susie
suzanne sue suzie suzy
sylvester sly
tabitha tabby
terence terry
teresa terry tess tessa
theodore ted teddy theo
theresa terry tess tessa
thomas thom tom tommy
timothy tim timmy
tobias toby
valerie val
vanessa nessa
veronica ronnie
victor vic
victoria vicki vicky tori
vincent vin vince vinny
virginia ginny ginger
vivian viv
walter wally walt
wendell wendy
wilfred wilf fred
wilhelmina mina willa
william bill billy will willie willy liam
winifred winnie freda
winston win
zachary zach zack
`;

/** Numbers of the lines that a name stands in. */
const names = new Map<string, number[]>();
for (const [number, line] of lines.trim().split('\n').entries()) {
  for (const name of line.split(' ')) {
    const numbers = names.get(name);
    if (numbers === undefined) names.set(name, [number]);
    else numbers.push(number);
  }
}

/** Lines of the list that hold a name; null if it is in none. @param name in lower case, without diacritics */
export function variantGroups(name: string): readonly number[] | null {
  return names.get(name) ?? null;
}

/** Whether two names are forms of the same name: Bob and Robert, Bob and Rob. */
export function areVariants(one: readonly number[] | null, other: readonly number[] | null): boolean {
  if (one === null || other === null) return false;
  for (const group of one) if (other.includes(group)) return true;
  return false;
}
