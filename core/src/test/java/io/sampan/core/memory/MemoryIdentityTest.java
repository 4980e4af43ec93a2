package io.sampan.core.memory;

import io.sampan.core.storage.IdentityContract;
import io.sampan.core.storage.Ledger;
import java.nio.file.Path;

class MemoryIdentityTest extends IdentityContract {

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    protected Ledger open(Path folder) {
        return ledger;
    }
}
