package io.sampan.client.upload;

/// The file that is being sent is not what it was when it was offered.
public final class SourceChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Tells that the source is another file now.
    public SourceChangedException() {
        super("the file has changed");
    }
}
