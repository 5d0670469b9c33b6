-- A colleague who passed a customer's mail on: the message is the customer's, and says who forwarded it.
alter table messages add column forwarded_by_user_id uuid;
