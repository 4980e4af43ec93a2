package io.sampan.core.identity;

import java.util.Map;

/// Where it is written down who was let in, by what, and who was put out. Thread-safe, and does not
/// throw: what cannot be written is logged as a fault.
@FunctionalInterface
public interface AuditLog {

    /// Nowhere.
    AuditLog NONE = (event, facts) -> {};

    /// @param event what happened, such as `joined`; the names are part of the file's format
    /// @param facts names of facts and their values, none of them secret
    void note(String event, Map<String, String> facts);
}
