package io.sampan.core.memory;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.PeopleContract;
import java.nio.file.Path;

class MemoryPeopleTest extends PeopleContract {

    private final MemoryLedger ledger = new MemoryLedger();

    @Override
    protected Ledger open(Path folder) {
        return ledger;
    }
}
