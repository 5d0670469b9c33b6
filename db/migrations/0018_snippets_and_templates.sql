-- What is written once and used often: short texts to insert into a reply, and whole mails with their subject.
create table snippets (
  desk_id uuid not null references desks on delete cascade,
  id uuid not null,
  name text not null,
  -- What is typed after `#`, in lower case.
  shortcut text not null,
  html text not null,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, created_by) references users (desk_id, id) on delete set null (created_by)
);
create unique index snippets_shortcut on snippets (desk_id, shortcut);
create index snippets_name on snippets (desk_id, lower(name), id);

create table templates (
  desk_id uuid not null references desks on delete cascade,
  id uuid not null,
  name text not null,
  subject text not null,
  html text not null,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, created_by) references users (desk_id, id) on delete set null (created_by)
);
create unique index templates_name on templates (desk_id, lower(name));

-- A template brings its subject into the draft; null = the subject of the conversation.
alter table drafts add column subject text;
