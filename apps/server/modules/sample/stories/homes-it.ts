/** People at home, in Italian. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const houseStories: readonly Story[] = [
  {
    subject: "Rumore metallico dal macinino Moregallo",
    by: "matteo",
    language: "it",
    began: [2, "18:12"],
    status: "waiting on us",
    owner: "owner",
    priority: "high",
    category: "Product issue",
    said: [
      asks(`Salve,

da domenica il Moregallo fa un rumore come se ci fosse dentro una vite. Macina ancora, ma ho paura di rovinare le lame. L'ho svuotato e guardato con la torcia: non vedo niente.

È sicuro continuare a usarlo?

Matteo Cattaneo`),
      answers(
        "davide",
        "14h",
        `Buongiorno Matteo,

per ora meglio di no: se è un sassolino tra i chicchi (capita più spesso di quanto si creda) le lame si scheggiano.

- stacchi la spina
- sviti l'anello superiore in senso antiorario, è a mano
- capovolga il macinino sopra un foglio bianco e scuota piano

Mi dica che cosa cade.`,
      ),
      adds(
        "5h",
        "È caduto un sassolino vero, grande come una lenticchia! Però la lama superiore ha un dente scheggiato. Si può cambiare solo quella?",
      ),
      notes(
        "davide",
        "25m",
        "Le lame vanno cambiate in coppia. È fuori garanzia (sasso), però è un cliente da sei anni: gli facciamo il prezzo rivenditore?",
      ),
    ],
  },
  {
    subject: "Come si regola la temperatura sulla Grigna 1?",
    by: "alberto",
    language: "it",
    began: [5, "17:40"],
    status: "closed",
    owner: "tom",
    category: "General inquiry",
    said: [
      asks(
        "Buonasera, sul forum dicono che la Grigna 1 si può portare a 94 gradi ma nel manuale non trovo niente. È vero? Alberto",
      ),
      answers(
        "tom",
        "16h",
        `Buongiorno Alberto,

è vero, ma è nascosto bene: a macchina spenta tenga premuti insieme "tazza" e "vapore" e accenda. La spia lampeggia: ogni lampeggio è un grado sopra i 90. Con "tazza" si sale, con "vapore" si scende.

Di fabbrica è a 92. Per tostature chiare 94 va benissimo.`,
      ),
      adds("3h", "Funziona! Il caffè etiope adesso è un'altra cosa. Grazie."),
    ],
  },
  {
    subject: "Guarnizione del gruppo: ogni quanto?",
    by: "silvia",
    language: "it",
    began: [12, "09:02"],
    status: "closed",
    owner: "chiara",
    category: "General inquiry",
    said: [
      asks(
        "Buongiorno, la leva ormai arriva quasi a ore 5 per chiudere bene il portafiltro. Devo cambiare la guarnizione? La macchina ha due anni e mezzo. Grazie, Silvia Pellegrini",
      ),
      answers(
        "chiara",
        "1h 5m",
        `Buongiorno Silvia,

ha già fatto la diagnosi giusta: quando il manico supera le ore 6:30 la guarnizione è indurita. Con un uso casalingo dura circa due anni.

Il ricambio è il GR-73 (6,50 €), e il filmato per cambiarla è sulla pagina della macchina: bastano un cacciavite piatto e un po' di pazienza.`,
      ),
      adds(
        "2d 1h",
        "Cambiata, il manico è tornato a ore 6. Ci ho messo venti minuti di cui quindici a cercare il cacciavite.",
      ),
    ],
  },
  {
    subject: "Garanzia scaduta da nove giorni",
    by: "roberto",
    language: "it",
    began: [3, "20:33"],
    status: "waiting on contact",
    owner: "chiara",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(`Buonasera,

la mia Grigna 2 ha smesso di scaldare e la garanzia è scaduta da nove giorni. Nove. Capisco le regole, ma vi chiedo se potete venirmi incontro: in due anni l'ho trattata meglio dell'auto.

Roberto Esposito, Napoli`),
      notes(
        "chiara",
        "12h 5m",
        "Nove giorni, cliente registrato, decalcificazioni annotate nell'app. La riparazione la offriamo noi. @davide quando hai posto in laboratorio?",
      ),
      notes("davide", "40m", "Da lunedì. Se arriva entro mercoledì riparte venerdì."),
      answers(
        "chiara",
        "15m",
        `Buongiorno Roberto,

nove giorni non li contiamo. La riparazione è a carico nostro, lei deve solo imballarla bene: domani le arriva per mail l'etichetta del corriere.

Se la spedisce entro mercoledì la rimandiamo venerdì. Le serve una scatola?`,
      ),
    ],
  },
  {
    subject: "Crema troppo chiara",
    by: "enzo",
    language: "it",
    began: [7, "07:18"],
    status: "waiting on contact",
    owner: "tom",
    priority: "low",
    category: "General inquiry",
    said: [
      asks(
        "Buongiorno, la crema mi viene chiara e sparisce subito. Uso il macinato del supermercato per moka. Dove sbaglio? Enzo De Luca",
      ),
      answers(
        "tom",
        "2h 20m",
        `Buongiorno Enzo,

non sbaglia lei, sbaglia il caffè: il macinato per moka è troppo grosso per l'espresso, e l'acqua passa di corsa.

Provi un macinato per espresso, o meglio ancora chicchi freschi. Da Napoli in su ormai tutti i bar macinano al momento 250 g se lo si chiede con gentilezza.

Mi fa sapere come va?`,
      ),
    ],
  },
  {
    subject: "Cambio indirizzo di spedizione, ordine 10467",
    by: "caterina",
    language: "it",
    to: "orders",
    began: [8, "12:50"],
    status: "closed",
    owner: "elena",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(
        "Ciao! Ho ordinato ieri (10467) ma nel frattempo ho finito il trasloco. Potete spedire a via Zamboni 22, Bologna invece che a Modena? Grazie mille, Caterina",
      ),
      answers(
        "elena",
        "20m",
        "Ciao Caterina, fatto in tempo: parte stasera per Bologna. Auguri per la casa nuova!",
      ),
      adds("2d 6h", "Arrivato tutto, primo caffè in mezzo agli scatoloni. Grazie!!"),
    ],
  },
  {
    subject: "La pompa fa più rumore del solito",
    by: "valeria",
    language: "it",
    began: [6, "19:25"],
    status: "waiting on us",
    owner: "care",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(
        "Buonasera, da qualche giorno la pompa della Grigna 1 è molto più rumorosa e il caffè esce a singhiozzo. Il serbatoio è pieno. Che cosa può essere? Valeria",
      ),
      answers(
        "chiara",
        "13h",
        `Buongiorno Valeria,

sembra aria nel circuito: succede quando il serbatoio non è inserito fino in fondo o il filtrino sotto è intasato. Può provare così:

- tolga il serbatoio e sciacqui il filtrino bianco sul fondo
- lo rimetta premendo finché si sente lo scatto
- apra il vapore e avvii la pompa per 20 secondi, a intervalli`,
      ),
      adds(
        "1d 3h",
        "Filtrino pulito (era pieno di calcare), ma il singhiozzo c'è ancora, un po' meno di prima.",
      ),
    ],
  },
  {
    subject: "Manuale in italiano della Grigna 2 del 2019",
    by: "silvia",
    language: "it",
    began: [19, "15:15"],
    status: "closed",
    owner: "tom",
    category: "General inquiry",
    said: [
      asks(
        "Buongiorno, mia sorella ha trovato una Grigna 2 usata del 2019 senza manuale. Lo avete ancora? Silvia",
      ),
      answers(
        "tom",
        "1h 30m",
        "Buongiorno Silvia, certo: è sul sito alla voce Archivio, insieme agli esploso dei ricambi. La 2019 è un'ottima annata, dica a sua sorella di cambiare subito la guarnizione del gruppo.",
      ),
      adds("40m", "Trovato, grazie. Riferirò!"),
    ],
  },
  {
    subject: "Bonifico arrivato?",
    by: "enzo",
    language: "it",
    to: "orders",
    began: [1, "08:20"],
    status: "waiting on us",
    owner: "elena",
    priority: "low",
    category: "Billing issue",
    said: [
      asks(
        "Buongiorno, ho fatto il bonifico lunedì per il macinino (ordine 10502, 389 €). Vi risulta? Enzo De Luca",
      ),
      answers(
        "elena",
        "2h",
        "Buongiorno Enzo, sul conto non vedo ancora niente con quella causale. Può mandarmi il numero CRO della distinta?",
      ),
      adds("1h 15m", "CRO 04210988217. La banca dice che è partito lunedì alle 16."),
    ],
  },
];
