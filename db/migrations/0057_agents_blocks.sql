-- A block that an agent made from a ticket: agents lift it again. What stands in settings is lifted there.
alter table sender_rules add column by_agent boolean not null default false;
create index sender_rules_of on sender_rules (desk_id, created_by, created_at) where by_agent;
