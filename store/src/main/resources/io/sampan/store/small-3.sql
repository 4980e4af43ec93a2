-- Small stored blobs, version 3. "facts" is what the ledger knows of a blob, as FactsFile writes it; NULL
-- beside a blob of version 2 and before, until the server has compared it with the ledger.
ALTER TABLE blob ADD COLUMN facts BLOB;
