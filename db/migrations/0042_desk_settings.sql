-- Whether a call may be commented on before an e-mail was written about it.
alter table desks add column comments_on_calls text not null default 'after_email'
  check (comments_on_calls in ('after_email', 'always'));
