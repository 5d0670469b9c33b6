/** Two conversations that went on for a while. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const longStories: readonly Story[] = [
  {
    subject: "Grigna 2: channelling, then sour, now nothing at all",
    by: "nikhil",
    language: "en",
    began: [14, "19:08"],
    status: "waiting on us",
    owner: "tom",
    priority: "high",
    category: "Product issue",
    said: [
      asks(
        `Hello Lariana,

First of all: beautiful machine. I've had it for three weeks and I cannot get a decent shot out of it. 18 g in, the puck looks like the photo, and I get 50 ml in twelve seconds. I've watched every video there is.

Could it be the machine? I hope it's me.

Nikhil`,
        { files: ["portafilter"] },
      ),
      answers(
        "tom",
        "14h",
        `Hi Nikhil,

Thank you for the photo, it says a lot. That crack through the puck is channelling: the water found a short cut. Nine times out of ten it's grind and distribution, so there's hope that it is you.

Could you try this, in this order, changing one thing at a time?

- grind three steps finer than now
- stir the grounds with something thin (a cake tester is perfect) before tamping
- tamp once, level, and don't twist

Tell me grams in, grams out, and seconds.`,
      ),
      adds(
        "9h",
        "18 in, 36 out, 19 seconds. Much better looking, no crack. But it's so sour my face did a thing.",
      ),
      answers(
        "tom",
        "14h 20m",
        "That's progress! Sour at 19 seconds means we're still a little fast. Two steps finer, and raise the brew temperature to 94 °C (hold the cup button for three seconds, then plus). What beans are you using, and how old are they?",
      ),
      adds(
        "1d 1h",
        "94 °C done. Light roast from Northgate, roasted nine days ago. 18/36 in 28 seconds and it's actually good?! My partner asked if we had bought a different machine.",
      ),
      answers(
        "tom",
        "35m",
        "That's the best message of my day. Nine days is right in the sweet spot, too. I'll close this, but write any time.",
      ),
      adds(
        "5d 2h",
        `Tom, bad news. This morning it heated up as usual, I pressed brew, and there was a click and then nothing. No pump, no water. The light is on. I've tried another socket and the tank is full.

I promise I didn't do anything.`,
      ),
      notes(
        "tom",
        "20m",
        "Click but no pump: relay fires, vibration pump stuck or dead? @davide can you check if G2-12xxx had a pump batch issue?",
      ),
      notes(
        "davide",
        "2h",
        "Yes: G2-12040 to 12110 have the pump with the weak diode. Ask for the serial. If he is in that range we swap the pump, no discussion.",
      ),
      answers(
        "tom",
        "12m",
        `Hi Nikhil,

I believe you! Could you send me the serial number? It's on the plate underneath, it starts with G2. There's a small batch of pumps with a diode that gives up early, and if yours is one of them we'll put it right straight away.`,
      ),
      adds("55m", "G2-12077. Please tell me that's one of them."),
    ],
  },
  {
    subject: "Consegna danneggiata, e ora il corriere nega",
    by: "federica",
    language: "it",
    to: "orders",
    began: [13, "17:22"],
    status: "waiting on contact",
    owner: "elena",
    priority: "high",
    category: "Product issue",
    said: [
      asks(
        `Buonasera,

oggi è arrivata la Grigna 1 color panna che aspettavo da un mese. Scatola sfondata da un lato, e la macchina ha il pannello laterale piegato. Ho firmato "con riserva" come mi aveva detto il ragazzo.

Sono molto dispiaciuta, era un regalo per i quarant'anni di mio marito, sabato prossimo.

Federica Marchetti`,
        { files: ["label"] },
      ),
      answers(
        "elena",
        "15h",
        `Gentile Federica,

che rabbia, e proprio per un compleanno. Ha fatto benissimo a firmare con riserva.

La macchina nuova parte oggi stesso con consegna espressa: la riceve giovedì, due giorni prima della festa. Quella danneggiata la teniamo da parte, il corriere passa a ritirarla quando le fa comodo. Tenga per favore anche la scatola.`,
      ),
      adds("2h", "Grazie di cuore, non speravo così in fretta! Giovedì sono a casa dalle 14."),
      notes(
        "elena",
        "6m",
        "Reclamo aperto con il corriere, pratica 88-4471. Foto della scatola chieste alla cliente.",
      ),
      adds(
        "2d 5h",
        "Arrivata, perfetta, nascosta in cantina sotto una coperta. Quando passano per l'altra?",
      ),
      answers(
        "elena",
        "30m",
        "Che bello! Il ritiro è prenotato per martedì tra le 9 e le 13. Non serve stampare niente, l'etichetta la porta l'autista.",
      ),
      adds(
        "4d",
        "Martedì non è passato nessuno. Ho chiamato il corriere e dicono che dalla loro parte la consegna risulta 'integra' e che non c'è nessun ritiro. Devo preoccuparmi?",
      ),
      answers(
        "elena",
        "45m",
        `No, non si preoccupi di nulla: con la macchina nuova lei è a posto, il resto è una questione tra noi e il corriere.

Ho ripreso la pratica: ci servono la foto della scatola e, se l'ha ancora, quella della ricevuta con la sua annotazione "con riserva". Con quelle chiudono per forza.`,
      ),
      adds(
        "1h 10m",
        "Trovata la ricevuta, ve la fotografo stasera. La scatola invece… mio figlio ci ha fatto un'astronave.",
      ),
      answers(
        "elena",
        "14m",
        "Allora la scatola ha fatto carriera! Fotografi l'astronave dal lato ammaccato, va benissimo lo stesso.",
      ),
    ],
  },
];
