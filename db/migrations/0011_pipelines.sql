-- A desk makes pipelines of its own. What was deleted keeps its name for the histories that speak of it.
alter table pipelines
  add column limit_creation boolean not null default false,
  add column no_skipping boolean not null default false,
  add column no_moving_back boolean not null default false,
  -- Days within which a customer's answer reopens a closed ticket; null = as the channel says, 0 = never.
  add column reopen_days integer,
  add column close_date text not null default 'cleared_on_reopen'
    check (close_date in ('cleared_on_reopen', 'kept_on_reopen', 'first_close')),
  add column deleted_at timestamptz;
alter table statuses
  -- Tickets may begin here while the pipeline limits where they begin.
  add column for_new boolean not null default true,
  add column deleted_at timestamptz;

-- Without a row everybody with access to the help desk works in a pipeline; with one, those named here.
create table pipeline_limits (
  desk_id uuid not null,
  pipeline_id uuid not null,
  user_ids uuid[] not null,
  team_ids uuid[] not null,
  primary key (desk_id, pipeline_id),
  foreign key (desk_id, pipeline_id) references pipelines on delete cascade
);

-- The close date may be cleared or kept when a ticket opens again; when it was closed last is a fact of its own.
alter table tickets add column last_closed_at timestamptz;
update tickets set last_closed_at = closed_at where closed_at is not null;
