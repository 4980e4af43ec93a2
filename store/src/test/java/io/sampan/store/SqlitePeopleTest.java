package io.sampan.store;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.PeopleContract;
import java.nio.file.Path;

class SqlitePeopleTest extends PeopleContract {

    @Override
    protected Ledger open(Path folder) {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
