package io.sampan.cli;

import picocli.CommandLine.IVersionProvider;

/// What `sampan --version` says.
final class Version implements IVersionProvider {

    /// Must have no parameters: picocli makes it.
    Version() {}

    @Override
    public String[] getVersion() {
        var built = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "sampan " + (built == null ? "(not packaged)" : built),
            "JVM "
                    + Runtime.version()
                    + ", "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }
}
