package io.sampan.core.memory;

import io.sampan.core.storage.Ledger;
import io.sampan.core.storage.LedgerContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The ledger in memory keeps the contract.
class MemoryLedgerTest extends LedgerContract {

    private final Map<Path, MemoryLedger> ledgers = new HashMap<>();

    @Override
    protected Ledger open(Path folder) {
        return ledgers.computeIfAbsent(folder, _ -> new MemoryLedger());
    }
}
