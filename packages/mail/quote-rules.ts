/** How mail programs mark the history below an answer, by language. Each pattern is tried on lines of bounded length. */

const WROTE =
  "wrote|writes|sent|ha scritto|scrive|a écrit|a ecrit|schrieb|geschrieben|escribió|escribio|escribiu|escreveu|schreef|skrev|geschreven|napisała?(?:\\(a\\))?|pisze|napisana przez|napsala?(?:\\(a\\))?|napísala?(?:\\(a\\))?|napisao|napisala|kirjoitti|kirjutas|написала?|написа|пишет|писала?|пише|написав|yazdı|írta|a scris|έγραψε|rašė|rakstīja|đã viết|menulis|missatge de|מאת|כתב|كتب|كتابة ما يلي بواسطة";
/** Where words have no spaces between them. */
const JOINED = "写道|寫道|のメール|님이 작성|เขียนว่า";
const VERB = new RegExp(`(?<![\\p{L}\\p{N}])(?:${WROTE})(?![\\p{L}\\p{N}])|${JOINED}`, "iu");
const ENDS = new RegExp(`(?:[:\uff1a]|(?<![\\p{L}])(?:${WROTE})|${JOINED})[\\s*_-]*$`, "iu");
/** They steer the direction of writing and are no text. */
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const DATE =
  /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)?,?\s+(?:de\s+)?\p{L}{3,12}\.?,?(?:\s+(?:de\s+)?\d{4})?|\p{L}{3,10}\.?\s+\d{1,2},?|\d{4}\s?[年년]|(?<!\d)(?:19|20)\d{2}(?!\d)/u;
const TIME = /\d{1,2}[:.h]\d{2}/i;
const ADDRESS = /[^\s<>"()@]{1,64}@[^\s<>"()@]{1,200}/;
/** `2016-03-03 17:21 GMT+01:00 Some One`, and any date before an address in brackets at the end. */
const STAMP = /^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{1,2}:\d{2} \S/;

export type Attribution = "none" | "weak" | "strong";

/**
 * Is this (joined) line "On … somebody wrote:"? A strong one needs no quote marks below it, a weak one counts only
 * directly above quoted lines.
 */
export function attribution(line: string): Attribution {
  if (line.length > 500) return "none";
  if (STAMP.test(line)) return "strong";
  const text = line.replace(BIDI, "").replace(/^[\s>*-]+/, "");
  const dated = DATE.test(text);
  const addressed = /[<([]\s*(?:mailto:)?[^\s<>"()@]{1,64}@[^\s<>"()@]{1,200}/.test(text);
  if (dated && addressed && !VERB.test(text)) return endsWithAddress(text);
  if (!VERB.test(text) || !ENDS.test(text.slice(-40))) return "none";
  const colon = /[:\uff1a][\s*_-]*$/.test(text) || /-{2,}\s*$/.test(text) || addressed;
  const timed = dated && TIME.test(text);
  if (colon && (addressed || timed || (dated && ADDRESS.test(text)))) return "strong";
  return dated || addressed ? "weak" : "none";
}

function endsWithAddress(text: string): Attribution {
  if (!/[>)\]]\s*[:\uff1a]?\s*$/.test(text)) return "none";
  return /[:\uff1a]\s*$/.test(text) && TIME.test(text) ? "strong" : "weak";
}

/** May the line be the last one of an attribution? A cheap test before lines are joined. */
export function mayEndAttribution(line: string): boolean {
  if (line.length >= 400) return false;
  const tail = line.slice(-40).replace(BIDI, "");
  return /[:\uff1a>)-][\s*_]*$/.test(tail) || ENDS.test(tail) || STAMP.test(line);
}

/** Does a joined attribution begin here, rather than in the line before? */
export function startsAttribution(line: string): boolean {
  return /^[\s>*-]*(?:(?:on|at|il|in data|le|am|el|em|op|den|dnia|w dniu|dne|na|в)(?![\p{L}])|\p{L}{2,12}[.,]{0,2}\s+\d|\d|.{0,80}<[^<>@\s]{1,64}@)/iu.test(
    line,
  );
}

const ORIGINAL =
  "original message|original appointment|messaggio originale|message d['’]origine|message original|ursprüngliche nachricht|original[- ]?nachricht|mensaje original|mensagem original|oprindelig besked|opprinnelig melding|ursprungligt meddelande|oorspronkelijk bericht|wiadomość oryginalna|исходное сообщение|оригінальне повідомлення|původní zpráva|pôvodná správa|eredeti üzenet|mesaj original|mesajul original|orijinal mesaj|özgün ileti|αρχικό μήνυμα|alkuperäinen viesti|oprindelig meddelelse|izvirno sporočilo|izvorna poruka|原始邮件|邮件原件|原始郵件|元のメッセージ|원본 메시지|reply message|antwortnachricht";
const ORIGINAL_LINE = new RegExp(
  `^[\\s>*_]*[-_–—]{2,}\\s*(?:${ORIGINAL})\\s*[-_–—]{2,}[\\s*_]*$`,
  "iu",
);

/** `-----Original Message-----` */
export function isOriginalMessage(line: string): boolean {
  return line.length < 200 && ORIGINAL_LINE.test(line);
}

const FORWARDED =
  "forwarded message|begin forwarded message|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|message transféré|message transmis|début du message (?:transféré|réexpédié)|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|início da mensagem (?:encaminhada|reencaminhada)|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:besked|melding|meddelelse)|edelleen lähetetty viesti|välitetty viesti|przekazana wiadomość|wiadomość przekazana|přeposlaná zpráva|preposlaná správa|továbbított üzenet|mesaj redirecționat|iletilen (?:ileti|mesaj)|yönlendirilen mesaj|προωθημένο μήνυμα|пересылаемое сообщение|пересланное сообщение|пересилане повідомлення|转发的?邮件|轉寄的?郵件|轉寄郵件|転送メッセージ|転送されたメッセージ|전달된 메시지";
const FORWARDED_LINE = new RegExp(
  `^[\\s>*_]*[-_–—]*\\s*(?:${FORWARDED})\\s*[:\uff1a\u00a0 ]*[-_–—]*[\\s*_]*$`,
  "iu",
);

/** What follows was sent on for us to read: it is the content, not the history. */
export function isForwarded(line: string): boolean {
  return line.length < 200 && FORWARDED_LINE.test(line);
}

const FIELDS: [kind: "from" | "date" | "to" | "other", names: string][] = [
  [
    "from",
    "from|von|da|de|van|från|fra|od|от|отправитель|desde|expéditeur|mittente|absender|remitente|lähettäjä|发件人|寄件者|差出人|送信者|보낸 사람|від|kimden|gönderen|feladó|de la|από|saatja|pošiljatelj",
  ],
  [
    "date",
    "sent|date|gesendet(?: am)?|datum|inviato(?: il)?|data|envoyé(?: le)?|enviad[oa](?: el| em| a)?|fecha|verzonden|skickat|dato|sendt|wysłano|дата|отправлено|lähetetty|message du|发送时间|日期|寄件日期|日付|送信日時|보낸 날짜|날짜|надіслано|gönderildi|gönderme tarihi|tarih|elküldve|dátum|odesláno|odoslané|trimis|ημερομηνία|στάλθηκε|poslano|päiväys|päivämäärä|saadetud",
  ],
  [
    "to",
    "to|an|a|à|para|aan|till|til|do|кому|destinatario|empfänger|destinataire|vastaanottaja|收件人|收件者|宛先|받는 사람|komu|címzett|către|kime|alıcı|προς|prima",
  ],
  [
    "other",
    "subject|betreff|oggetto|objet|asunto|assunto|onderwerp|ämne|emne|temat|тема|sujet|cc|copie à|kopie|kopia|reply-to|risposta|aihe|主题|主旨|件名|제목|předmět|predmet|tárgy|subiect|konu|θέμα|tema|抄送|副本|importance|priorità|wichtigkeit",
  ],
];
const FIELD_LINES = FIELDS.map(([kind, names]) => ({
  kind,
  pattern: new RegExp(`^[\\s>*_|]{0,12}(?:${names})[\\s*_]{0,4}[:\uff1a][\\s*_]*`, "iu"),
}));

/** Which field of a header block does the line show? */
export function headerField(line: string): "from" | "date" | "to" | "other" | null {
  if (line.length > 2000 || !/[:\uff1a]/.test(line.slice(0, 60))) return null;
  const head = line.slice(0, 80);
  return FIELD_LINES.find(({ pattern }) => pattern.test(head))?.kind ?? null;
}

/** A ruler above the history. */
export function isRuler(line: string): boolean {
  return (
    line.length < 200 && /^[\s>*]*(?:[-_=–—*#]\s?){3,}\s*$/.test(line) && !/^\s*\*?$/.test(line)
  );
}

/** `-- `, or a line of underscores. */
export function isSignatureMark(line: string): boolean {
  return /^\s{0,3}(?:--|–|—|__+)\s*$/.test(line);
}

const DEVICE =
  "i?phone|i?pad|i?pod|android|samsung|galaxy|blackberry|huawei|xiaomi|nokia|sony|htc|lg|motorola|oneplus|pixel|windows|outlook|mail|mailbox|airmail|yahoo|aol|proton|gmail|typeapp|mobil\\p{L}*|cellulare|cell\\p{L}*|smartphone|handy\\p{L}*|telefon\\p{L}*|t[ée]l[ée]phone|tel[ée]fono|m[óo]vil|celular|dispositivo|tablet|ti-\\d+|alcatel|verizon|device|phone|myphone|spike|spark|nine|k-9|acompli|sparrow";
const SENT =
  "sent (?:from|via|with|by)|get \\[?outlook|from my|from mobile|inviato (?:da|con|dal)|scarica outlook|envoyé (?:de|depuis|à partir|avec|via)|télécharge[rz]? outlook|obtenir outlook|von meine[mr]|gesendet (?:von|mit|über)|diese nachricht wurde|holen sie sich outlook|outlook für|enviado (?:desde|do|a partir|pelo|por|de|via)|obt[eé]n(?:er|ha)? (?:o )?outlook|sendt fra|skickat från|verstuurd vanaf|verzonden (?:met|vanaf)|wysłane z|отправлено (?:с|из)|lähetetty|odesláno|odoslan[ée]|trimis de pe|надіслано з|poslano (?:z|iz|s)|στάλθηκε από|saadetud|skickades från|enviat des";
const SENT_LINE = new RegExp(`^[\\s*_<(\\[|-]{0,8}(?:${SENT})(?![\\p{L}]).{0,100}$`, "iu");
const EASTERN_SENT =
  /^\s*(?:(?:发自|發自|从我的|從我的|來自我的).{1,40}|.{1,40}(?:から送信|에서 보냄|에서 보낸 메일))\s*$/u;
/** Languages that say the verb last: `iPhone'umdan gönderildi`. */
const LAST_SENT = new RegExp(
  `^\\s*(?:${DEVICE})['’]?\\p{L}{0,8}\\s+(?:gönderildi|küldve)\\.?\\s*$`,
  "iu",
);
const DEVICE_WORD = new RegExp(`(?<![\\p{L}])(?:${DEVICE})(?![\\p{L}])`, "iu");

/** `Sent from my iPhone` and its sisters: a line of its own, no sentence. */
export function isDeviceLine(line: string): boolean {
  if (line.length < 80 && (EASTERN_SENT.test(line) || LAST_SENT.test(line))) return true;
  if (line.length > 250 || !SENT_LINE.test(line)) return false;
  const bare = line
    .replace(/\]\([^()\s]{1,200}\)/g, "")
    .replace(/https?:\S+/g, "")
    .replace(/<[^<>]{20,}>/g, "")
    .replace(/[,.]?\s*(?:please )?excuse.*$/i, "")
    .trim();
  return bare.split(/\s+/).length <= 12 && !/[,!?]|\.\s+\S/.test(bare) && DEVICE_WORD.test(bare);
}
