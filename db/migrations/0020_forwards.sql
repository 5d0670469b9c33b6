-- A forward is a message of its own: it says which one it passes on, and its draft stands beside that of the reply.
alter table messages add column forwarded_message_id uuid;
alter table drafts drop constraint drafts_kind_check;
alter table drafts add constraint drafts_kind_check check (kind in ('reply', 'comment', 'forward'));
