package io.sampan.systemtests.fault;

/// How a connection ends.
public enum Cut {
    /// With a reset on both sides: what is still on its way may be lost.
    ABRUPTLY,
    /// With an orderly end on both sides, behind the last byte. (Who goes on sending is still
    /// reset.)
    GRACEFULLY
}
