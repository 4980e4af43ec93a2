package io.sampan.client.download;

/// The target cannot be used: something is there that must not be overwritten, or it would lie
/// outside of the folder that was chosen. The message is safe to show.
final class TargetTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TargetTakenException(String message) {
        super(message);
    }
}
