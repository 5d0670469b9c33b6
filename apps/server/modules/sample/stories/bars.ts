/** Bars, hotels and offices in Italy: their machines earn money, so they are in a hurry. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const barStories: readonly Story[] = [
  {
    subject: "Resegone 2 gruppi: il gruppo di sinistra perde pressione",
    by: "luca",
    language: "it",
    began: [1, "07:42"],
    status: "waiting on us",
    owner: "marco",
    priority: "urgent",
    category: "Product issue",
    said: [
      asks(
        `Buongiorno,

da ieri sera il gruppo di sinistra della nostra Resegone scende a 6 bar dopo tre o quattro caffè. Il destro lavora regolare a 9. Vi allego la foto del manometro, fatta stamattina alle 7.

La macchina è del 2023, matricola RG2-04417. Sabato abbiamo un matrimonio, quindi capirete che sono un po' agitato.

Luca Zanier
Bar Nordest, Trieste`,
        { files: ["gauge"] },
      ),
      notes(
        "chiara",
        "12m",
        "@marco ci pensi tu? Ha il contratto di assistenza, intervento entro 24 ore.",
      ),
      answers(
        "marco",
        "26m",
        `Buongiorno Luca,

con il destro regolare la pompa è a posto: quasi certamente è il gicleur del gruppo sinistro che si sta chiudendo per il calcare. Prima di mandarvi qualcuno, proviamo una cosa che richiede cinque minuti:

- spegnere la macchina e lasciar scendere la pressione a zero
- svitare la doccetta e pulirla con lo spazzolino in dotazione
- riaccendere e fare due erogazioni a vuoto di 20 secondi

Se dopo questo il manometro sta ancora sotto gli 8 bar me lo scriva: un tecnico può essere da voi prima del matrimonio.`,
      ),
      adds(
        "3h 10m",
        "Fatto tutto. Adesso arriva a 7,5 ma poi scende di nuovo a 6. Mandate il tecnico per favore, noi apriamo alle 6:30.",
      ),
      notes(
        "marco",
        "9m",
        "Sentito @davide: parte domani alle 5:30 con gicleur da 0,7 e guarnizioni. Da fatturare a contratto, niente uscita.",
      ),
    ],
  },
  {
    subject: "Contratto di manutenzione: rinnovo e seconda macchina",
    by: "paolo",
    cc: ["anna"],
    language: "it",
    began: [9, "08:15"],
    deal: "hotel",
    status: "waiting on contact",
    owner: "chiara",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(`Gentile signora Fumagalli,

il contratto di manutenzione dell'hotel scade a fine mese. Vorremmo rinnovarlo e aggiungere la Resegone a 3 gruppi che abbiamo messo in terrazza a maggio.

Mi può mandare una proposta unica per le due macchine? La signora Riva, in copia, è la nostra responsabile della manutenzione.

Cordiali saluti
Paolo Vitali
Hotel Miralago`),
      answers(
        "chiara",
        "5h",
        `Gentile dottor Vitali,

con piacere. Per le due macchine insieme la proposta è questa:

- due visite programmate all'anno, marzo e settembre
- ricambi di usura inclusi (guarnizioni, doccette, filtri)
- intervento entro 24 ore, anche il sabato
- **1.140 € all'anno** più IVA, invece dei 1.360 € di due contratti separati

Se va bene preparo il documento da firmare. La prima visita la farei prima dell'apertura di stagione.`,
      ),
      adds(
        "1d 2h",
        "Buongiorno, la proposta ci interessa. Una domanda: l'addolcitore della terrazza è compreso nei filtri o va a parte? È un modello da 12 litri.",
        { who: "anna" },
      ),
      answers(
        "chiara",
        "2h 20m",
        `Buongiorno signora Riva,

la cartuccia da 12 litri è compresa, una all'anno. Se l'acqua della terrazza arriva dal pozzo e non dall'acquedotto ne serviranno due: in quel caso la seconda la mettiamo a 38 €.

Mi sa dire da dove arriva?`,
      ),
    ],
  },
  {
    subject: "Macchina ferma, display E04",
    by: "stefano",
    language: "it",
    began: [5, "06:55"],
    status: "closed",
    owner: "davide",
    priority: "urgent",
    category: "Product issue",
    resolution: "E04 = sonda di livello. Pulita dal cliente al telefono, matricola RG1-02208.",
    said: [
      asks(
        "Macchina ferma dalle 6, sul display c'è scritto E04 e non scalda. Ho la fila fuori. Chiamatemi al 051 555 0142. Stefano, Portico",
      ),
      answers(
        "davide",
        "7m",
        `Stefano, la chiamo subito.

Intanto: E04 è la sonda di livello della caldaia, quasi sempre è solo sporca. Stacchi la corrente e tenga a portata di mano una chiave da 14.`,
      ),
      notes(
        "davide",
        "31m",
        "Al telefono per 20 minuti: sonda svitata, incrostata, pulita con aceto. Ripartita. Ha l'addolcitore esaurito da un anno, gliel'ho detto.",
      ),
      adds(
        "2h 5m",
        "Grazie Davide, mi hai salvato la mattina. Mandami pure due cartucce per l'addolcitore.",
      ),
      answers(
        "davide",
        "18m",
        `Fatto, le cartucce partono oggi con il corriere e arrivano domani. Da cambiare ogni sei mesi, le metto un promemoria io.

Buon lavoro!`,
      ),
    ],
  },
  {
    subject: "Preventivo macchina per sala riunioni",
    by: "giulia",
    language: "it",
    to: "orders",
    began: [12, "13:20"],
    deal: "studio",
    status: "waiting on contact",
    owner: "elena",
    priority: "low",
    category: "General inquiry",
    said: [
      asks(`Buonasera,

stiamo rifacendo lo studio (18 persone) e vorremmo togliere le capsule. Ci serve qualcosa che stia bene a vista in sala riunioni, silenzioso, e che non richieda un barista.

Avete uno showroom? Siamo a Bergamo.

Giulia Ferretti`),
      answers(
        "elena",
        "17h",
        `Buongiorno architetto,

per 18 persone e un uso da ufficio consiglierei la **Grigna 2** con macinadosatore Moregallo: doppia caldaia, pompa rotativa (38 dB, in sala riunioni non si sente) e si programma la dose una volta per tutte. In finitura nero opaco o acciaio satinato.

Prezzo per lo studio, installazione e un'ora di corso comprese: 2.480 € più IVA.

Lo showroom è a Lecco, in via Ghislanzoni 18: su appuntamento anche il sabato mattina. Quando le farebbe comodo?`,
      ),
      adds(
        "3d",
        "Sabato 14 alle 10:30 per due persone va bene? Porto il collega che beve solo cappuccino, è lui il cliente difficile.",
      ),
      answers(
        "elena",
        "1h 15m",
        "Perfetto, sabato alle 10:30. Il latte lo prendiamo fresco la mattina stessa, così il suo collega non avrà scuse. A presto!",
      ),
    ],
  },
  {
    subject: "Due Grigna per l'ufficio spedizioni?",
    by: "sergio",
    language: "it",
    to: "orders",
    began: [16, "15:05"],
    deal: "shipping",
    status: "closed",
    owner: "elena",
    category: "General inquiry",
    resolution: "Sconto rivenditore non applicabile a uso interno; ordinata una sola macchina.",
    said: [
      asks(
        "Elena ciao, per il nostro ufficio spedizioni vorrei prendere due Grigna 1. Vale lo sconto rivenditore anche se non le rivendo? Ciao, Sergio",
      ),
      answers(
        "elena",
        "40m",
        `Ciao Sergio,

quello sconto vale solo per la rivendita, mi dispiace. Posso però farti il prezzo "amici della casa", 15 % su una macchina. Ti va?`,
      ),
      adds("1h 30m", "Va bene, una sola allora. Le altre persone berranno tè. Procedi pure."),
      answers(
        "elena",
        "25m",
        "Ordine fatto, consegna giovedì. Ai tuoi colleghi del tè regaliamo un campione di caffè: magari cambiano idea.",
      ),
    ],
  },
  {
    subject: "Granita e caffè: la Resegone regge d'estate?",
    by: "pina",
    language: "it",
    began: [20, "10:10"],
    status: "closed",
    owner: "marco",
    priority: "low",
    category: "General inquiry",
    said: [
      asks(`Buongiorno, d'estate in gelateria facciamo 400 caffè al giorno e il locale arriva a 34 gradi. L'anno scorso la macchina andava in protezione verso le tre di pomeriggio.

È normale? Devo cambiarla?

Giuseppina Lo Cascio`),
      answers(
        "marco",
        "4h 5m",
        `Buongiorno signora Lo Cascio,

a 34 gradi la protezione interviene per il calore attorno alla centralina, non per i caffè: 400 al giorno la macchina li regge senza problemi.

Due cose che di solito bastano: lasciare 15 cm liberi dietro la macchina, e montare la ventolina che vendiamo come accessorio (RG-FAN, 64 €). Si infila in dieci minuti.

Cambiarla sarebbe un peccato.`,
      ),
      adds(
        "2d 3h",
        "Dietro c'erano le scatole dei coni! Tolte quelle va già meglio. Ordino anche la ventolina, grazie assai.",
      ),
      answers(
        "marco",
        "50m",
        "Ottimo. L'ordine è partito; le istruzioni sono nella scatola, se serve siamo qui.",
      ),
    ],
  },
  {
    subject: "Analisi dell'acqua: serve davvero l'addolcitore?",
    by: "irene",
    language: "it",
    began: [4, "09:30"],
    status: "waiting on us",
    owner: "workshop",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(`Buongiorno,

per il nuovo laboratorio di assaggio abbiamo fatto analizzare l'acqua: durezza 6 °f, residuo fisso 84 mg/l, pH 7,1. Il vostro installatore insiste per l'addolcitore, ma a 6 gradi francesi secondo me rischiamo l'effetto contrario: acqua aggressiva e caldaia in sofferenza.

Chi ha ragione? Vorrei un parere tecnico prima di firmare.

Irene Salvatori
Responsabile qualità, Torrefazione San Vito`),
      notes(
        "chiara",
        "1h 40m",
        "Domanda seria da una cliente che ne sa. @davide o @marco, a 6 °f io direi niente addolcitore: confermate?",
      ),
      notes(
        "davide",
        "3h",
        "Confermo, sotto gli 8 °f niente resina. Al massimo un filtro a carbone per il cloro. Va detto con garbo, l'installatore è un nostro partner.",
      ),
    ],
  },
];
