import * as access from "./access.ts";
import * as activity from "./activity.ts";
import * as attached from "./attached.ts";
import * as audit from "./audit.ts";
import * as channelTests from "./channel-tests.ts";
import * as channels from "./channels.ts";
import * as comments from "./comments.ts";
import * as consents from "./consents.ts";
import * as contacts from "./contacts.ts";
import * as content from "./content.ts";
import * as doubles from "./doubles.ts";
import * as domains from "./domains.ts";
import * as deals from "./deals.ts";
import * as desk from "./desk.ts";
import * as drafts from "./drafts.ts";
import * as files from "./files.ts";
import * as forms from "./forms.ts";
import * as joins from "./joins.ts";
import * as ledger from "./ledger.ts";
import * as live from "./live.ts";
import * as mail from "./mail.ts";
import * as mailAlarms from "./mail-alarms.ts";
import * as mailboxPreview from "./mailbox-preview.ts";
import * as mailWorks from "./mail-works.ts";
import * as me from "./me.ts";
import * as merges from "./merges.ts";
import * as messages from "./messages.ts";
import type { Operation } from "./operation.ts";
import * as notifications from "./notifications.ts";
import * as pipelines from "./pipelines.ts";
import * as properties from "./properties.ts";
import * as push from "./push.ts";
import * as recordMails from "./record-mails.ts";
import * as replies from "./replies.ts";
import * as scheduled from "./scheduled.ts";
import * as search from "./search.ts";
import * as sessions from "./sessions.ts";
import * as setup from "./setup.ts";
import * as signIn from "./sign-in.ts";
import * as spam from "./spam.ts";
import * as teams from "./teams.ts";
import * as tickets from "./tickets.ts";
import * as timeline from "./timeline.ts";
import * as tokens from "./tokens.ts";
import * as users from "./users.ts";
import * as views from "./views.ts";
import * as webhooks from "./webhooks.ts";

const rooms = {
  setup,
  signIn,
  me,
  tokens,
  desk,
  sessions,
  users,
  teams,
  audit,
  contacts,
  merges,
  doubles,
  deals,
  pipelines,
  properties,
  forms,
  channels,
  domains,
  channelTests,
  mailboxPreview,
  webhooks,
  consents,
  files,
  tickets,
  messages,
  replies,
  drafts,
  activity,
  attached,
  access,
  comments,
  joins,
  recordMails,
  scheduled,
  content,
  timeline,
  views,
  search,
  mail,
  ledger,
  mailWorks,
  mailAlarms,
  spam,
  notifications,
  push,
  live,
};

/** Every operation of the API with its name and the part of the product it belongs to. */
export const operations: readonly { name: string; room: string; operation: Operation }[] =
  Object.entries(rooms).flatMap(([room, things]) =>
    Object.entries(things).flatMap(([name, thing]) =>
      isOperation(thing) ? [{ name, room, operation: thing }] : [],
    ),
  );

function isOperation(thing: unknown): thing is Operation {
  return typeof thing === "object" && thing !== null && "refusals" in thing && "path" in thing;
}
