package io.sampan.model;

/// A value from outside breaks the rule of its type. The message says which rule, never repeats the
/// value (it may be hostile or secret), and is safe to show to whoever sent it.
public final class InvalidValueException extends IllegalArgumentException {

    /// Says which value is wrong, and what it may be.
    public InvalidValueException(String message) {
        super(message);
    }
}
