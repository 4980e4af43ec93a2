package io.sampan.core.transfer;

/// More lies in the store than the ledger knows: an older ledger was put back, most likely. Nothing
/// was changed. The message is for the person who started the server.
public final class TooMuchUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchUnknownException(String message) {
        super(message);
    }
}
