package io.sampan.cli;

import picocli.CommandLine.IVersionProvider;

/// What `sampan --version` says.
public final class Version implements IVersionProvider {

    /// Must have no parameters: picocli makes it.
    Version() {}

    /// The version that runs.
    public static String current() {
        var built = Main.class.getPackage().getImplementationVersion();
        return built == null ? "(not packaged)" : built;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "sampan " + current(),
            "JVM "
                    + Runtime.version()
                    + ", "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }
}
