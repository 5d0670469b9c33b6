/** The people who write to Lariana, and where they work. Every address is under .example: no mail can reach anybody. */
export type CompanyKey = keyof typeof companies;
export type ContactKey = keyof typeof contacts;

export const companies = {
  nordest: { name: "Bar Nordest", domain: "barnordest.example" },
  portico: { name: "Caffè del Portico", domain: "caffedelportico.example" },
  sanvito: { name: "Torrefazione San Vito", domain: "torrefazionesanvito.example" },
  miralago: { name: "Hotel Miralago", domain: "hotelmiralago.example" },
  ferretti: { name: "Studio Ferretti Architetti", domain: "studioferretti.example" },
  pina: { name: "Gelateria da Pina", domain: "gelateriadapina.example" },
  galli: { name: "Ricambi Galli", domain: "ricambigalli.example" },
  harbour: { name: "Harbour Lane Coffee", domain: "harbourlane.example" },
  northgate: { name: "Northgate Roasters", domain: "northgateroasters.example" },
  willow: { name: "Willow & Finch", domain: "willowandfinch.example" },
  kestrel: { name: "Kestrel Offices", domain: "kestreloffices.example" },
  fjord: { name: "Fjord Kaffe", domain: "fjordkaffe.example" },
  // A double, as they come about: somebody wrote from the old domain.
  northgateOld: { name: "Northgate Roasters Ltd", domain: "northgate-coffee.example" },
  lindenhof: { name: "Café Lindenhof", domain: "cafelindenhof.example" },
} as const satisfies Record<string, { name: string; domain: string }>;

type SampleContact = {
  name: string;
  emails: readonly [string, ...string[]];
  company?: CompanyKey;
  jobTitle?: string;
  phone?: string;
};

const known = {
  luca: person("Luca Zanier", "luca@barnordest.example", "nordest", "Titolare", "+39 040 555 0117"),
  martina: person("Martina Zanier", "martina@barnordest.example", "nordest", "Contabilità"),
  stefano: person(
    "Stefano Bergonzoni",
    "stefano@caffedelportico.example",
    "portico",
    "Titolare",
    "+39 051 555 0142",
  ),
  irene: person(
    "Irene Salvatori",
    "irene.salvatori@torrefazionesanvito.example",
    "sanvito",
    "Responsabile qualità",
  ),
  paolo: person(
    "Paolo Vitali",
    "p.vitali@hotelmiralago.example",
    "miralago",
    "Direttore",
    "+39 0341 555 0161",
  ),
  anna: person("Anna Riva", "manutenzione@hotelmiralago.example", "miralago", "Manutenzione"),
  giulia: person("Giulia Ferretti", "giulia@studioferretti.example", "ferretti", "Architetto"),
  pina: person(
    "Giuseppina Lo Cascio",
    "pina@gelateriadapina.example",
    "pina",
    "Titolare",
    "+39 091 555 0133",
  ),
  sergio: person(
    "Sergio Galli",
    "sergio@ricambigalli.example",
    "galli",
    "Ricambi e assistenza",
    "+39 02 555 0190",
  ),
  matteo: person(
    "Matteo Cattaneo",
    "matteo.cattaneo@posta.example",
    undefined,
    undefined,
    "+39 347 555 0128",
  ),
  federica: person("Federica Marchetti", "fede.marchetti@posta.example"),
  alberto: person("Alberto Conti", "alberto.conti@casella.example"),
  silvia: person(
    "Silvia Pellegrini",
    "silvia.pellegrini@casella.example",
    undefined,
    undefined,
    "+39 333 555 0174",
  ),
  roberto: person("Roberto Esposito", "r.esposito@posta.example"),
  caterina: person("Caterina Moretti", "caterina.moretti@posta.example"),
  enzo: person("Enzo De Luca", "enzo.deluca@casella.example"),
  valeria: person("Valeria Bianchi", "valeria.b@posta.example"),
  owen: person("Owen Hartley", "owen@harbourlane.example", "harbour", "Owner", "+44 117 555 0148"),
  megan: person("Megan Doyle", "megan@harbourlane.example", "harbour", "Head barista"),
  fiona: person(
    "Fiona Baxter",
    "fiona.baxter@northgateroasters.example",
    "northgate",
    "Operations manager",
    "+44 113 555 0119",
  ),
  // Doubles: an old address, and a private one, each with the same telephone.
  fionaAgain: person(
    "Fiona Baxter",
    "fiona@northgate-coffee.example",
    "northgateOld",
    undefined,
    "0044 113 5550119",
  ),
  lucaAgain: person(
    "L. Zanier",
    "luca.zanier@posta.example",
    undefined,
    undefined,
    "+39 0405550117",
  ),
  aoife: person(
    "Aoife Brennan",
    "aoife@willowandfinch.example",
    "willow",
    "Café manager",
    "+353 1 555 0166",
  ),
  daniel: person(
    "Daniel Osei",
    "daniel.osei@kestreloffices.example",
    "kestrel",
    "Facilities",
    "+44 20 5550 0121",
  ),
  ingrid: person(
    "Ingrid Solheim",
    "ingrid@fjordkaffe.example",
    "fjord",
    "Co-founder",
    "+47 555 50 136",
  ),
  beat: person(
    "Beat Kälin",
    "beat.kaelin@cafelindenhof.example",
    "lindenhof",
    "Inhaber",
    "+41 44 555 01 57",
  ),
  ruth: person(
    "Ruth Abernathy",
    "ruth.abernathy@mailhaus.example",
    undefined,
    undefined,
    "+44 7700 900 142",
  ),
  james: person("James Whitlock", "jwhitlock@mailhaus.example"),
  sofia: person("Sofia Lindqvist", "sofia.lindqvist@inbox.example"),
  nikhil: person("Nikhil Menon", "nikhil.menon@inbox.example"),
  claire: person("Claire Dubois", "claire.dubois@mailhaus.example"),
  peter: person("Peter van Houten", "p.vanhouten@inbox.example"),
  grace: person("Grace Okafor", "grace.okafor@mailhaus.example"),
  walter: person("Walter Price", "walter.price@inbox.example"),
  hana: person("Hana Suzuki", "hana.suzuki@mailhaus.example"),
} as const satisfies Record<string, SampleContact>;

export const contacts: Record<keyof typeof known, SampleContact> = known;

function person(
  name: string,
  email: string,
  company?: CompanyKey,
  jobTitle?: string,
  phone?: string,
): SampleContact {
  return {
    name,
    emails: [email],
    ...(company && { company }),
    ...(jobTitle && { jobTitle }),
    ...(phone && { phone }),
  };
}
