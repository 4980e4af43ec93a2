package io.sampan.store;

import io.sampan.core.storage.BlobStore;
import io.sampan.core.storage.BlobStoreContract;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import java.nio.file.Path;

class FolderBlobStoreTest extends BlobStoreContract {

    @Override
    protected BlobStore open(Path folder) {
        return FolderBlobStore.open(folder, Disk.real(), BootId.current());
    }

    @Override
    protected void kill(BlobStore abandoned) {
        // What it has open keeps nobody else out.
    }
}
