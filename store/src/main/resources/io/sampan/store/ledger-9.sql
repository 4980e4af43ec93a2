-- The ledger, version 9: what is old, without a look at what is not.
CREATE INDEX message_by_age ON message (posted);
CREATE INDEX invitation_by_age ON invitation (expires);
