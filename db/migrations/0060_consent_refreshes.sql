-- Who asks the provider for a new token says until when, so that others wait for it without holding a connection.
-- People hear of a consent by the alarms of its channel.
alter table mailbox_consents add column refreshing_until timestamptz, drop column told_at;
