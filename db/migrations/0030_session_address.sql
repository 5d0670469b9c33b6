-- Where somebody signed in from, so that they know their sessions apart. Empty for those begun before.
alter table sessions add column ip text not null default '';
