-- How a mailbox is doing, for people: since when it cannot be read, what kind of trouble, when it is tried again.
alter table channels add column trouble_since timestamptz;
alter table channels add column trouble text;
alter table channels add column next_try_at timestamptz;

-- What is wrong with mail and is told once to those who manage channels, until it is over.
create table mail_alarms (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('failing', 'silent', 'unaccounted', 'token_expiring')),
  channel_id uuid,
  detail text,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (desk_id, id)
);
create unique index mail_alarms_open on mail_alarms
  (desk_id, kind, coalesce(channel_id, '00000000-0000-0000-0000-000000000000')) where ended_at is null;

-- People are told of an alarm as they are of tickets.
alter table notifications alter column ticket_id drop not null;
alter table notifications add column alarm_id uuid;
alter table notifications add foreign key (desk_id, alarm_id) references mail_alarms (desk_id, id) on delete cascade;
alter table notifications add constraint notifications_about_check check ((ticket_id is null) = (alarm_id is not null));
alter table notifications drop constraint notifications_topic_check;
alter table notifications add constraint notifications_topic_check check (topic in ('assigned', 'mentioned', 'shared',
  'received', 'replied', 'commented', 'failed', 'mailbox'));
create unique index notifications_alarm on notifications (desk_id, alarm_id, user_id) where alarm_id is not null;
