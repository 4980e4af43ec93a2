package io.sampan.store;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LedgerContract;
import java.nio.file.Path;

class SqliteLedgerTest extends LedgerContract {

    @Override
    protected Ledger open(Path folder) {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
