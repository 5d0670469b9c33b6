export { alarmById, endAlarm, openAlarms, raiseAlarm } from "./alarm.ts";
export { advanceCursor, endLook, restartCursor } from "./cursor.ts";
export {
  type ChannelRow,
  channelAddresses,
  channelById,
  channelsOf,
  defaultChannel,
  mailboxChannels,
  mailboxCredential,
  smtpOf,
} from "./channel.ts";
export { ConsentRevoked, forgetAccess } from "./consent.ts";
export { dkimSigner } from "./dkim-key.ts";
export { createChannelDirectly } from "./create.ts";
export { replyDefaultOf } from "./reply-default.ts";
export { failLate, setHealth, troubleIn } from "./health.ts";
export { smtpWay } from "./smtp.ts";
export { consentWay } from "./consent-way.ts";
export { webhookSecrets } from "./webhook.ts";
export { type Served, servedAddress, servedAddresses } from "./served.ts";
