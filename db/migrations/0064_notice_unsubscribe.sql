-- Where the mails of a topic can be stopped from a mail program; gone with the words once the notice is settled.
alter table notices add column unsubscribe_url text;
