-- Whose remote pictures a user wants to see without asking each time: one row a sender, so that two tabs never lose
-- each other's.
create table picture_senders (
  desk_id uuid not null,
  user_id uuid not null,
  -- lower case
  address text not null,
  allowed_at timestamptz not null,
  primary key (desk_id, user_id, address),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
