-- Days after which spam is deleted for good.
alter table desks add column spam_days integer not null default 90 check (spam_days between 1 and 3650);
