package io.sampan.cli.session;

import io.sampan.cli.setting.Toml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file `settings.toml` of a person's home, which need not be there, and the same as variables
/// of the environment: `read-receipts` is `SAMPAN_READ_RECEIPTS`.
///
/// @param readReceipts whether those who wrote are told when their messages were read; at first not
public record PersonSettings(@Nullable Boolean readReceipts) {

    private static final String PREFIX = "SAMPAN_";
    private static final PersonSettings NONE = new PersonSettings(null);

    /// @throws io.sampan.cli.CommandException if something in it is wrong
    public static PersonSettings read(Path home, Map<String, String> environment) {
        var file = Optional.of(home.resolve("settings.toml")).filter(Files::exists);
        // Nearly always nobody has set anything, and reading takes a tenth of a second.
        return file.isEmpty() && isSilent(environment)
                ? NONE
                : Toml.read(file, PersonSettings.class, PREFIX, environment);
    }

    private static boolean isSilent(Map<String, String> environment) {
        return environment.getOrDefault(PREFIX + "READ_RECEIPTS", "").isBlank();
    }

    /// Whether those who wrote are told when their messages were read.
    public boolean tellsWhatIsRead() {
        return readReceipts != null && readReceipts;
    }
}
