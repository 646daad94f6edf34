/** Invented people and companies are put together from these; any likeness is chance. */
export const firstNames =
  'Ada Alan Amara Anders Anya Arjun Astrid Aylin Beatriz Bjorn Brigid Carlos Chiara Chloe Daniel Deepa Diego Elena Elif Emeka Emma Esther Fatima Felix Finn Freya Gloria Grace Hana Hannah Hugo Ibrahim Ines Ingrid Ivan Jack Jasmin Joao Jonas Julia Kaito Karin Katya Kwame Lars Layla Leila Leo Linnea Lucia Magnus Maja Marco Maria Mateo Mei Milan Mina Nadia Naomi Niamh Nikolai Nina Noah Nora Olga Omar Oscar Paula Pedro Petra Priya Rafael Rania Ravi Rosa Ruth Samir Sanna Sara Selma Simon Sofia Stefan Svea Tara Tariq Theo Tomas Uma Vera Viktor Wanda Willem Yara Yuki Yusuf Zara Zoe'.split(
    ' ',
  );

export const lastNames =
  'Abara Achterberg Adeyemi Almeida Andersson Aoki Baptiste Barros Beck Bergman Bianchi Blom Bocek Borg Brandt Byrne Castellan Chandra Claes Conti Cruz Dahl Danso Demir Desai Dimas Dorsey Eder Ekwueme Engel Fabry Farouk Fischer Fontaine Forsberg Galvao Garrick Georgiou Grell Haddad Hale Hartwig Hassan Hedlund Holm Horvath Ibarra Imai Ivers Jansen Jovic Kaplan Kariuki Keller Kimura Kovac Kraus Kumar Lacroix Lang Larsen Leclerc Lindqvist Lopes Lund Maas Mancini Marek Mbeki Mendes Meyer Molnar Moreau Nagel Nakano Nassar Novak Nwosu Oakes Obi Okafor Olsen Ortega Ozkan Palmer Pavlik Peralta Petrov Quist Rahimi Ramos Reyes Richter Rossi Roth Sandoval Santos Sato Schreiber Sharma Silva Sorensen Steiner Strand Takeda Tamm Thorne Toivonen Torres Ueda Vaclavik Valdes Varga Vogel Wagner Walsh Weber Wolff Yilmaz Zanetti Zeman Zhou'.split(
    ' ',
  );

export const companyWords =
  'Amber Anchor Arbor Aspen Atlas Basalt Beacon Birch Bright Cedar Cobalt Copper Coral Crescent Delta Ember Falcon Fern Garnet Granite Harbour Heron Hollow Indigo Juniper Keystone Lantern Larch Lumen Maple Marble Meridian Mill North Oak Orbit Otter Pebble Pine Plain Quarry Quill River Rowan Saddle Sage Silver Slate Spruce Stone Summit Thistle Tidal Topaz Valley Vantage Walnut Willow Wren'.split(
    ' ',
  );

export const companyKinds =
  'Analytics Bakery Design Energy Foods Freight Health Labs Logistics Media Partners Press Robotics Software Studio Systems Textiles Works'.split(
    ' ',
  );

export const companySuffixes = ['Ltd', 'GmbH', 'Inc', 'AB', 'BV', ''];

export const places: readonly (readonly [city: string, postalCode: string, country: string])[] = [
  ['Leeds', 'LS1 4AP', 'United Kingdom'],
  ['Bristol', 'BS1 5TR', 'United Kingdom'],
  ['Dublin', 'D02 X285', 'Ireland'],
  ['Utrecht', '3511 AB', 'Netherlands'],
  ['Ghent', '9000', 'Belgium'],
  ['Lyon', '69002', 'France'],
  ['Leipzig', '04109', 'Germany'],
  ['Graz', '8010', 'Austria'],
  ['Aarhus', '8000', 'Denmark'],
  ['Gothenburg', '411 06', 'Sweden'],
  ['Turin', '10121', 'Italy'],
  ['Porto', '4000-065', 'Portugal'],
  ['Denver', '80202', 'United States'],
  ['Portland', '97204', 'United States'],
];

export const streets =
  'Bridge Street|Canal Road|Church Lane|Garden Row|High Street|Market Square|Mill Lane|Orchard Way|Station Road|West Quay'.split(
    '|',
  );

export const titles =
  'Account Manager|Analyst|Architect|Buyer|Chief Executive|Consultant|Director of Operations|Engineer|Head of Sales|Marketing Manager|Office Manager|Product Manager|Recruiter|VP Sales'.split(
    '|',
  );
