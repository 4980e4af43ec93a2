package io.sampan.core.memory;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LogContract;
import java.nio.file.Path;

class MemoryLogTest extends LogContract {

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    protected Ledger open(Path folder) {
        return ledger;
    }
}
