-- Whoever makes a record by hand or over the API is asked for it, and nobody empties it. What a new ticket requires is
-- said by its form.
alter table properties add column required boolean not null default false;
