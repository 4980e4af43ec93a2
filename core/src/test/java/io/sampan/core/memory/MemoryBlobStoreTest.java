package io.sampan.core.memory;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.BlobStoreContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The strict store in memory keeps the contract.
class MemoryBlobStoreTest extends BlobStoreContract {

    private final Map<Path, MemoryBlobStore> stores = new HashMap<>();

    @Override
    protected BlobStore open(Path folder) {
        return stores.computeIfAbsent(folder, _ -> new MemoryBlobStore());
    }

    @Override
    protected void kill(BlobStore abandoned) {
        ((MemoryBlobStore) abandoned).kill();
    }
}
