package io.sampan.core.transfer;

/// One block's hold on its upload's slot. Used by the lane's thread.
final class SlotHold {

    private final Slots slots;
    private final Upload upload;
    private final SlotLease attendance;
    private Slot slot;

    SlotHold(Slots slots, Upload upload, SlotLease attendance, Slot slot) {
        this.slots = slots;
        this.upload = upload;
        this.attendance = attendance;
        this.slot = slot;
    }

    /// Bytes came: keeps the slot. Where it was taken back in a long silence, takes another; false
    /// if there is none. True also of an upload that takes no bytes any more: it misses no slot.
    boolean heard(long nowMillis) {
        if (!slot.isTaken()) {
            var other = slots.take(upload.id(), upload.owner, attendance, upload::isArriving);
            if (other.isEmpty()) {
                return !upload.isArriving();
            }
            slot = other.get();
        }
        slot.heard(nowMillis);
        return true;
    }
}
