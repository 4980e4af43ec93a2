package io.sampan.store;

import io.sampan.core.storage.IdentityContract;
import io.sampan.core.storage.Ledger;
import java.nio.file.Path;

class SqliteIdentityTest extends IdentityContract {

    @Override
    protected Ledger open(Path folder) {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
