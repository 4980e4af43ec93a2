package io.sampan.cli.session;

import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.setting.Toml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file `settings.toml` of a person's home, which need not be there, and the same as variables
/// of the environment: `read-receipts` is `SAMPAN_READ_RECEIPTS`.
///
/// @param readReceipts whether those who wrote are told when their messages were read; at first not
/// @param acceptUpTo files of a message are fetched without a question up to that
/// @param acceptStrangers whether files of people to whom one has never written are, too
public record PersonSettings(
        @Nullable Boolean readReceipts,
        @Nullable ByteSize acceptUpTo,
        @Nullable Boolean acceptStrangers) {

    private static final String PREFIX = "SAMPAN_";
    private static final List<String> NAMES =
            List.of("READ_RECEIPTS", "ACCEPT_UP_TO", "ACCEPT_STRANGERS");
    private static final PersonSettings NONE = new PersonSettings(null, null, null);

    /// @throws io.sampan.cli.CommandException if something in it is wrong
    public static PersonSettings read(Path home, Map<String, String> environment) {
        var file = Optional.of(home.resolve("settings.toml")).filter(Files::exists);
        // Nearly always nobody has set anything, and reading takes a tenth of a second.
        return file.isEmpty() && isSilent(environment)
                ? NONE
                : Toml.read(file, PersonSettings.class, PREFIX, environment);
    }

    private static boolean isSilent(Map<String, String> environment) {
        return NAMES.stream()
                .allMatch(name -> environment.getOrDefault(PREFIX + name, "").isBlank());
    }

    /// Whether those who wrote are told when their messages were read.
    public boolean tellsWhatIsRead() {
        return readReceipts != null && readReceipts;
    }

    /// How many bytes are fetched without a question, where that is set.
    public Optional<Long> acceptUpToBytes() {
        return Optional.ofNullable(acceptUpTo).map(ByteSize::bytes);
    }

    /// Whether files of strangers are fetched without a question, where that is set.
    public Optional<Boolean> acceptsStrangers() {
        return Optional.ofNullable(acceptStrangers);
    }
}
