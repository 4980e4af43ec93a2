package io.sampan.cli;

import java.nio.file.Path;

/// Where a person's things live: the environment's `SAMPAN_HOME`, or `~/.sampan`.
public final class Home {

    /// The environment's variable.
    public static final String NAME = "SAMPAN_HOME";

    /// A property of the JVM that goes before it.
    static final String PROPERTY = "sampan.home";

    private Home() {}

    /// Where a person's identity and journal live: `SAMPAN_HOME`, or the usual folder of the
    /// system.
    public static Path ofPerson() {
        var given = System.getProperty(PROPERTY, System.getenv(NAME));
        return given == null || given.isBlank()
                ? Path.of(System.getProperty("user.home"), ".sampan")
                : Path.of(given);
    }

    /// Where a server on the same machine keeps its things, unless it is told otherwise.
    public static Path ofServer() {
        return ofPerson().resolve("server");
    }
}
