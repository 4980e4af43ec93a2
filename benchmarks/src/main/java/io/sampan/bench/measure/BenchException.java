package io.sampan.bench.measure;

/// A measurement could not be made: a program is missing, did not start, or did the wrong thing.
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
