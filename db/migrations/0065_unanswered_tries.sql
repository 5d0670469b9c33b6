-- Tries of a mail, one after the other, that ended with their process: they say nothing of the mail or its receivers.
alter table deliveries add column unanswered integer not null default 0;
