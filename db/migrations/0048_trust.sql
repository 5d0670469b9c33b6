-- What was found out about the sender of an incoming mail: packages/contract/trust.ts.
alter table messages add column trust jsonb;

-- The mail servers in front of a channel whose Authentication-Results are believed, by the names they write there.
alter table channels add column trusted_servers text[] not null default '{}';
