package io.sampan.store;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LogContract;
import java.nio.file.Path;

class SqliteLogTest extends LogContract {

    @Override
    protected Ledger open(Path folder) {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
