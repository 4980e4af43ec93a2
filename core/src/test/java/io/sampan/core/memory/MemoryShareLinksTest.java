package io.sampan.core.memory;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.ShareLinkContract;
import java.nio.file.Path;

class MemoryShareLinksTest extends ShareLinkContract {

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    protected Ledger open(Path folder) {
        return ledger;
    }
}
