/** Who wrote this mail: a person, or a machine that must not be answered and must not open a ticket. */
import { normalizeAddress } from "./address.ts";
import { type FailedRecipient, originalIds, readFailures } from "./bounce.ts";
import type { Address, ParsedMail } from "./mail.ts";

export type { FailedRecipient } from "./bounce.ts";

export type Clues = {
  /** Null: a person. `list` also means bulk mail, `receipt` a read receipt, `auto` any other machine. */
  auto: null | "bounce" | "vacation" | "list" | "auto" | "feedback" | "receipt";
  /** May an automatic answer go out (RFC 3834)? */
  mayAnswer: boolean;
  /** May it open a ticket when it joins none? Alerts and newsletters may, notices about our own mail may not. */
  opensTicket: boolean;
  /** It came from one of our own addresses. */
  isLoop: boolean;
  /** Message-IDs of the mail that a bounce, complaint, receipt or vacation notice is about; best first. */
  original: string[];
  failed: FailedRecipient[];
};

/** RFC 3834, 3464, 5965, 8098 and what machines do that follow none. `own` are the desk's addresses. */
export function clues(mail: ParsedMail, own: readonly string[] = []): Clues {
  const isLoop = isOwn(mail, own);
  const auto = machineOf(mail);
  const isNotice =
    auto === "bounce" ||
    auto === "feedback" ||
    auto === "receipt" ||
    (auto === "auto" && (isReport(mail) || isDeliveryNotice(mail)));
  return {
    auto,
    mayAnswer:
      auto === null && !isLoop && mail.from !== null && !asksForSilence(mail) && !isNobody(mail),
    opensTicket: !isLoop && !isNotice && auto !== "vacation",
    isLoop,
    original: isNotice || auto === "vacation" ? originalIds(mail) : [],
    failed: auto === "bounce" ? readFailures(mail) : [],
  };
}

function machineOf(mail: ParsedMail): Clues["auto"] {
  const report = reportType(mail);
  if (report === "feedback-report" || has(mail, "message/feedback-report") || isComplaint(mail))
    return "feedback";
  if (report === "disposition-notification" || has(mail, "message/disposition-notification"))
    return "receipt";
  if (isBounce(mail, report)) return onlyDelivered(mail) ? "auto" : "bounce";
  if (isDeliveryNotice(mail)) return "auto";
  if (isVacation(mail)) return "vacation";
  if (isList(mail)) return "list";
  return isGenerated(mail) ? "auto" : null;
}

function first(mail: ParsedMail, name: string): string {
  return (mail.headers.get(name)?.[0] ?? "").trim();
}

function reportType(mail: ParsedMail): string {
  const type = first(mail, "content-type");
  return /^multipart\/report\b/i.test(type)
    ? (/report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? "")
    : "";
}

function isReport(mail: ParsedMail): boolean {
  return reportType(mail) !== "" || has(mail, "message/delivery-status");
}

function has(mail: ParsedMail, type: string): boolean {
  return mail.attachments.some((file) => file.type === type);
}

const DAEMON =
  /^(?:mailer-?daemon|post[._-]?master|mail-?daemon|mailadm|mdaemon|mail[._-]?(?:delivery|system|administrator)|mdelivery|bounces?|double-bounce|mailerdaemon|no-?reply-?dsn|complaints)(?:[+.=-][^@]*)?@|^mailer-daemon$/i;
const DAEMON_NAME =
  /mail(?:er)?[ -]?(?:delivery|daemon|administrator|system)|postmaster|delivery (?:sub)?system|system administrator|systemadministrator/i;
const FAILED_SUBJECT =
  /^(?:\s*(?:re|fwd?)\s*:)?\W*(?:undeliver|undelivered|returned (?:mail|to sender)|mail (?:delivery|could not|system error|failure|undeliver)|delivery (?:status|failure|report|has failed|notification|error|problem|unsuccess|failed)|failure (?:notice|delivery)|delivery-?status|message (?:delivery|not delivered|undeliver|could not)|warning: (?:could not|message)|non[- ]?(?:delivery|remis)|unzustellbar|nicht zustellbar|mancato recapito|notifica (?:di )?(?:mancato|stato)|échec|avis de non|no se puede entregar|no entregado|não (?:é possível|entregue)|bounce|permanent (?:delivery|error|fail)|transient|unable to deliver|user unknown|nondeliverable|rejected mail|postmaster notify|配信|エラー|不達|there was an error sending|you(?:r)? (?:mail|message|e-mail).{0,20}(?:not (?:be )?deliver|could not|reject|block)|abuse report|email not delivered|error sending)/i;
const FAILED_TEXT =
  /\b(?:[45]\.\d{1,3}\.\d{1,3}|[45]\d\d[ -]#?[45]\.\d\.\d)\b|(?:message|mail).{0,60}(?:could not be|not be|was not|wasn't|cannot be|can't be|couldn't be|has not been|undeliver|failed to)|(?:user|recipient|mailbox|account|address|host|domain)s? (?:\w+ ){0,3}(?:unknown|not found|unavailable|rejected|invalid|does(?: not|n't) exist|full|disabled)|(?:unknown|no such|invalid) (?:user|recipient|host|mailbox|address)|following (?:address|recipient|user|message)|permanent(?:ly)? (?:fatal )?(?:error|fail)|could not be (?:delivered|reached|sent)|unrouteable|not (?:be )?delivered|undeliver|delivery (?:failed|has failed|failure|status|error)|リモート|宛先|送信|配信|届/i;

/** A report says so itself; old and odd machines are known by sender, empty return path and words, two of three. */
function isBounce(mail: ParsedMail, report: string): boolean {
  if (
    report === "delivery-status" ||
    has(mail, "message/delivery-status") ||
    mail.headers.has("x-failed-recipients")
  )
    return true;
  const sender = mail.from?.address ?? first(mail, "from");
  const daemon = DAEMON.test(sender) || DAEMON_NAME.test(mail.from?.name ?? first(mail, "from"));
  if (isListAlert(mail, sender)) return true;
  const empty =
    first(mail, "return-path") === "<>" ||
    DAEMON.test(first(mail, "return-path").replace(/[<>]/g, ""));
  const subject = FAILED_SUBJECT.test(mail.subject);
  const text = FAILED_TEXT.test(mail.text.slice(0, 20_000));
  if (/^auto-replied/i.test(first(mail, "auto-submitted")) && !daemon)
    return subject && text && empty;
  return (
    (daemon && (subject || text)) ||
    (empty && subject && text) ||
    isNotification(mail) ||
    (subject && text && quotesMail(mail) && answersNothing(mail))
  );
}

/** The program that runs a mailing list returns a mail to those who look after the list. */
function isListAlert(mail: ParsedMail, sender: string): boolean {
  if (!mail.headers.has("x-mlserver") && !mail.headers.has("x-ml-name")) return false;
  return /^[^@]*-(?:admin|owner|request|bounces)@/i.test(sender) && quotesMail(mail);
}

/** Amazon's notices are JSON inside of a mail. */
function isNotification(mail: ParsedMail): boolean {
  return /"notificationType"\s*:\s*"Bounce"|"eventType"\s*:\s*"Bounce"|"bounceType"\s*:/.test(
    mail.text.slice(0, 100_000).replaceAll('\\"', '"'),
  );
}

/** Amazon says so of mail that arrived, too. */
function isDeliveryNotice(mail: ParsedMail): boolean {
  return /"(?:notificationType|eventType)"\s*:\s*"(?:Delivery|DeliveryDelay|Send)"/.test(
    mail.text.slice(0, 100_000).replaceAll('\\"', '"'),
  );
}

function isComplaint(mail: ParsedMail): boolean {
  if (
    /^\W*(?:complaint about (?:message|mail)|(?:e-?mail )?abuse report|spam (?:complaint|report))/i.test(
      mail.subject,
    )
  )
    return quotesMail(mail);
  return /"(?:notificationType|eventType)"\s*:\s*"Complaint"/.test(
    mail.text.slice(0, 100_000).replaceAll('\\"', '"'),
  );
}

function quotesMail(mail: ParsedMail): boolean {
  return (
    has(mail, "message/rfc822") ||
    has(mail, "text/rfc822-headers") ||
    /^\W{0,4}(?:received|message-id|return-path)\s*:/im.test(mail.text.slice(0, 50_000))
  );
}

function answersNothing(mail: ParsedMail): boolean {
  return mail.inReplyTo.length === 0 && mail.references.length === 0;
}

/** A report of success (`delivered`, `relayed`) is no bounce. */
function onlyDelivered(mail: ParsedMail): boolean {
  const text = mail.attachments
    .filter(({ type }) => type === "message/delivery-status")
    .map(({ content }) => content.toString("latin1"))
    .join("\n");
  const actions = [...text.matchAll(/^action\s*:\s*(\w+)/gim)].map((match) =>
    match[1]?.toLowerCase(),
  );
  return (
    actions.length > 0 &&
    actions.every(
      (action) => action === "delivered" || action === "relayed" || action === "expanded",
    )
  );
}

const AWAY =
  /^\W*(?:(?:re|aw|r|antw)\s*:\s*)?\[?\s*(?:auto(?:matic|mated|matische[rs]?|matisk[at]?|matisch)?[ :-]{0,2}(?:reply|response|answer|antwort|svar|antwoord|odpowied[źz])|auto ?reply|automatische (?:antwort|abwesenheitsnotiz|beantwortung)|abwesenheits(?:notiz|nachricht|meldung)?|out of (?:the )?office(?: autoreply| reply)?|réponse automatique(?: d['’]absence)?|absence du bureau|message d['’]absence|risposta automatica|fuori (?:sede|ufficio)|assente|respuesta autom[áa]tica|fuera de (?:la )?oficina|resposta autom[áa]tica|fora do escrit[óo]rio|autosvar|automaattinen vastaus|afwezigheids?(?:bericht|assistent)?|niet aanwezig|自動応答|自动回复|自動回覆|автоответ|vacation|on vacation)\s*(?:[:\uff1a\]]|$)/i;

function isVacation(mail: ParsedMail): boolean {
  if (/^auto-replied/i.test(first(mail, "auto-submitted"))) return true;
  if (/^auto[_-]?reply/i.test(first(mail, "precedence"))) return true;
  const marks = [
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-ms-exchange-inbox-rules-loop",
  ];
  if (marks.some((name) => mail.headers.has(name) && !/^(?:no|false)$/i.test(first(mail, name))))
    return true;
  return AWAY.test(mail.subject);
}

function isList(mail: ParsedMail): boolean {
  if (
    [
      "list-id",
      "list-post",
      "list-unsubscribe",
      "list-help",
      "list-subscribe",
      "x-mailing-list",
      "x-mailman-version",
    ].some((name) => mail.headers.has(name))
  )
    return true;
  return (
    /^(?:bulk|list|junk)\b/i.test(first(mail, "precedence")) || mail.headers.has("feedback-id")
  );
}

function isGenerated(mail: ParsedMail): boolean {
  const submitted = first(mail, "auto-submitted")
    .replace(/\([^()]*\)/g, "")
    .trim();
  if (submitted !== "" && !/^no\b/i.test(submitted)) return true;
  if (
    first(mail, "return-path") === "<>" ||
    mail.headers.has("x-cron-env") ||
    mail.headers.has("x-loop")
  )
    return true;
  if (
    /^(?:true|yes|1)$/i.test(first(mail, "x-fc-machinegenerated")) ||
    /^(?:yes|all)/i.test(first(mail, "x-auto-generated"))
  )
    return true;
  return isNobody(mail) || reportType(mail) !== "";
}

const NOBODY =
  /^(?:no[._-]?reply|do[._-]?not[._-]?reply|donotreply|noreply|mailer-daemon|postmaster|bounces?|nobody|root|cron|daemon)(?:[+._-][^@]*)?@/i;

/** An answer would reach nobody. */
function isNobody(mail: ParsedMail): boolean {
  const target = mail.replyTo[0] ?? mail.from;
  return target === null || NOBODY.test(target.address);
}

/** `DR, OOF, AutoReply` of Exchange; `All`. */
function asksForSilence(mail: ParsedMail): boolean {
  return /\b(?:all|autoreply|oof)\b/i.test(first(mail, "x-auto-response-suppress"));
}

/** A form on the customer's own site writes from their address, and names in Reply-To who is to be answered. */
function isOwn(mail: ParsedMail, own: readonly string[]): boolean {
  if (mail.from === null) return false;
  const ours = new Set(own.map(normalizeAddress));
  const isOurs = ({ address }: Address) =>
    ours.has(normalizeAddress(address).replace(/\+[^@]{0,100}(?=@)/, ""));
  return isOurs(mail.from) && mail.replyTo.every(isOurs);
}
