package io.sampan.disk.powercut;

/// The power went out in the middle of an operation. Whoever runs on the disk dies of it.
public final class PowerIsOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PowerIsOut() {
        super("the power is out", null, false, false);
    }
}
