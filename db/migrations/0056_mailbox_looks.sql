-- While the whole folder is looked through, dates say what is old: a look that is broken off goes on as one.
alter table channels add column imap_looking boolean not null default false;
update channels set imap_looking = true, imap_uid_validity = -imap_uid_validity where imap_uid_validity < 0;
