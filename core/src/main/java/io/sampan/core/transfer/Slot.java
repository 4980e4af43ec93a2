package io.sampan.core.transfer;

import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.util.HashSet;
import java.util.Set;

/// The right of one upload to be receiving now: a lease that is held while somebody attends it and
/// bytes keep coming. [#heard] and [#isTaken] may be called from any thread; the rest belongs to
/// [Slots] and its lock.
final class Slot {

    final UploadId upload;
    final UserName owner;
    final Set<SlotLease> attending = new HashSet<>();

    private volatile long heardMillis;
    private volatile boolean taken = true;

    Slot(UploadId upload, UserName owner, long nowMillis) {
        this.upload = upload;
        this.owner = owner;
        this.heardMillis = nowMillis;
    }

    /// Bytes came.
    void heard(long nowMillis) {
        heardMillis = nowMillis;
    }

    long heardMillis() {
        return heardMillis;
    }

    /// Whether the upload still holds it.
    boolean isTaken() {
        return taken;
    }

    void giveBack() {
        taken = false;
    }
}
