-- Ten thousand old conversations are not ten thousand tickets to answer: an import may open them closed.
alter table mails add column closed boolean not null default false;
