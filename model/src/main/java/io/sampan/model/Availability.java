package io.sampan.model;

/// Whether the file of an attachment can still be fetched.
public enum Availability {
    /// It can.
    HERE(0),
    /// Its owner has removed it.
    REMOVED(1),
    /// It was kept as long as the server keeps files that everybody has.
    EXPIRED(2);

    private final int number;

    Availability(int number) {
        this.number = number;
    }

    /// The number on the wire and in the ledger.
    public int number() {
        return number;
    }

    /// What the number means; one that a newer peer may have added means [#REMOVED].
    public static Availability ofNumber(int number) {
        return switch (number) {
            case 0 -> HERE;
            case 2 -> EXPIRED;
            default -> REMOVED;
        };
    }
}
