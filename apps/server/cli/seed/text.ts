/** Text with the word frequencies that make search hard: some words are in most messages, some in a few. */

/** The same numbers every time. */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const english = [
  "Hello, my order has not arrived and the tracking page says nothing since Tuesday.",
  "Could you please check the invoice, the amount does not match the offer we signed?",
  "The printer is smoking again and the display shows an error that is not in the manual.",
  "Thank you for the quick answer, we will try the new part and let you know.",
  "We have looked into it and the courier confirms the delivery for tomorrow morning.",
  "I would like a refund for the second machine, it was broken when we opened the box.",
  "Please send us a copy of the contract and the address for the return.",
  "The problem comes back every time when the machine is cold, the pressure stays low.",
  "We have changed the setting on our side; please restart the machine and try again.",
  "Can somebody call me back today? It is urgent because the shop is closed without it.",
];
const italian = [
  "Buongiorno, il mio ordine non è ancora arrivato e il tracciamento è fermo da martedì.",
  "Potete controllare la fattura? L'importo non corrisponde all'offerta della settimana scorsa.",
  "La stampante fuma di nuovo e il display mostra un errore che non è nel manuale.",
  "Grazie per la risposta veloce, proveremo il pezzo nuovo e vi faremo sapere.",
  "Abbiamo verificato: il corriere conferma la consegna per domani mattina.",
  "Vorrei un rimborso per la seconda macchina, era rotta quando abbiamo aperto la scatola.",
  "Vi prego di mandarci una copia del contratto e l'indirizzo per il reso.",
  "Il problema torna ogni volta che la macchina è fredda, la pressione resta bassa.",
  "Abbiamo cambiato l'impostazione; riavviate la macchina e riprovate, per favore.",
  "Qualcuno può richiamarmi oggi? È urgente perché il negozio è fermo senza la macchina.",
];
const subjects = [
  "Order not arrived",
  "Invoice does not match",
  "Printer on fire",
  "Return of the second machine",
  "Question about the contract",
  "Ordine non arrivato",
  "Fattura sbagliata",
  "Macchina ferma",
  "Reso della seconda macchina",
  "Domanda sul contratto",
];

export function subjectOf(roll: Dice, index: number) {
  return `${subjects[roll(subjects.length)] ?? ""} ${serial(index)}`;
}

export function textOf(roll: Dice, index: number) {
  const bank = roll(2) ? english : italian;
  const sentences = Array.from({ length: 2 + roll(6) }, () => bank[roll(bank.length)] ?? "");
  return `${sentences.join(" ")}\n\nRef. ${serial(index)}`;
}

/** A word that is in few messages. */
function serial(index: number) {
  return `SN-${(index * 7919) % 1_000_000}`;
}

export function htmlOf(text: string) {
  const paragraphs = text
    .split("\n\n")
    .map((part) => `<p style="margin:0 0 12px">${part.replaceAll("'", "&#39;")}</p>`);
  return `<div style="font-family:Arial,sans-serif;font-size:14px">${paragraphs.join("")}</div>`;
}

/** Messages of a ticket: five on average, twenty in one of thirty, sixty in one of five hundred. */
export function lengthOf(roll: Dice) {
  if (roll(500) === 0) return 60;
  if (roll(30) === 0) return 20;
  return 1 + roll(8);
}
