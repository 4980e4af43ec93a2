package io.sampan.store;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.ShareLinkContract;
import java.nio.file.Path;

class SqliteShareLinksTest extends ShareLinkContract {

    @Override
    protected Ledger open(Path folder) {
        return SqliteLedger.open(folder.resolve("ledger.db"));
    }
}
