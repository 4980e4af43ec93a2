package io.sampan.server;

import java.util.Optional;

/// The steps of a message's way through the server, in their order. Between any two of them the
/// process may be killed, and tests see to that: the system property `sampan.halt-at` names a step,
/// and the process halts the first time that it gets there, as if by `kill -9`. In normal life
/// there is no such property, and nothing happens here.
///
/// ```
///   sender ─PostMessage─▶ │ inbox │ ─MessageAccepted─▶ sender
///                         │ inbox │ ─Deliver─▶ recipient ─Received─▶ │ receipt │
///                                              sender ◀─DeliverReceipt─ │ receipt │ ◀─Received─
/// ```
public enum Step {
    /// A message was read from its sender; nothing is written.
    POST_READ,
    /// It is in every inbox, synced; its sender does not know it yet.
    POST_WRITTEN,
    /// The acceptance was handed to the lane.
    POST_ANSWERED,
    /// It is about to be delivered.
    DELIVERY_BEGUN,
    /// It was handed to the recipient's lane.
    DELIVERED,
    /// The recipient has acknowledged it; nothing is written.
    RECEIVED_READ,
    /// It has left the inbox, and its receipt is in the sender's, synced.
    RECEIPT_WRITTEN,
    /// The receipt is about to be delivered.
    RECEIPT_BEGUN,
    /// It was handed to the sender's lane.
    RECEIPT_DELIVERED,
    /// The sender has acknowledged the receipt; nothing is written.
    RECEIPT_READ,
    /// The receipt has left the inbox, synced.
    RECEIPT_DONE;

    private static final Optional<String> HALT_AT =
            Optional.ofNullable(System.getProperty("sampan.halt-at"));

    private static final int AS_IF_KILLED = 137;

    /// The process has got here.
    void reached() {
        if (HALT_AT.isPresent() && HALT_AT.get().equals(name())) {
            Runtime.getRuntime().halt(AS_IF_KILLED);
        }
    }
}
