-- Per channel: a first mail is answered at once that it has arrived. Null = off.
alter table channels add column acknowledgement jsonb;

-- When an address was last answered automatically: it hears from us once an hour at most, whatever it sends.
create table automatic_answers (
  desk_id uuid not null references desks (id) on delete cascade,
  address text not null,
  answered_at timestamptz not null,
  primary key (desk_id, address)
);

-- Mails that left in a minute: of the desk (key empty) and to each receiver.
create table mail_turns (
  desk_id uuid not null references desks (id) on delete cascade,
  minute timestamptz not null,
  key text not null,
  taken int not null,
  primary key (desk_id, minute, key)
);

-- Per channel: the server that its mail leaves by, and its sealed password. Null = the one of the installation.
alter table channels add column smtp jsonb;
alter table channels add column smtp_password bytea;
