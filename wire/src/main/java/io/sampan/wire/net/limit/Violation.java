package io.sampan.wire.net.limit;

/// Why a peer was turned away, or its connection ended. None of them is a fault of ours, so each is
/// counted and hardly logged.
public enum Violation {
    /// There is no place for one more session.
    FULL("no place is left"),
    /// One source holds as many sessions as one may.
    CROWD("too many sessions from one address"),
    /// One source opens connections faster than one may.
    RUSH("too many new connections from one address"),
    /// It connected and said nothing.
    MUTE("nothing was said"),
    /// Its first bytes are nobody's that is served here.
    STRANGE("another protocol"),
    /// It spoke, but took too long to be let in.
    SLOW("no login in time"),
    /// It was let in, and then broke the protocol.
    MALFORMED("a malformed frame"),
    /// It was let in, and then said nothing for too long (or its network is gone).
    SILENT("silence"),
    /// It does not read what it asked for.
    DEAF("what is sent is not read");

    private final String meaning;

    Violation(String meaning) {
        this.meaning = meaning;
    }

    /// In words, for logs and metrics.
    public String meaning() {
        return meaning;
    }
}
