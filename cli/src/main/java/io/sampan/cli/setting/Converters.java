package io.sampan.cli.setting;

import io.sampan.model.ContentType;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Subnet;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Teaches the command line to read our values, and to say what was expected where it cannot.
public final class Converters {

    private Converters() {}

    /// Teaches the command line the types that options have.
    public static void register(CommandLine line) {
        line.registerConverter(HostPort.class, of(HostPort::parse));
        line.registerConverter(Subnet.class, of(Subnet::parse));
        line.registerConverter(UserName.class, of(UserName::new));
        line.registerConverter(MediaName.class, of(MediaName::new));
        line.registerConverter(ContentType.class, of(ContentType::new));
        line.registerConverter(ByteSize.class, of(ByteSize::parse));
        line.registerConverter(Rate.class, of(Rate::parse));
        line.registerConverter(Path.class, of(Converters::path));
        line.registerConverter(Duration.class, of(Durations::parse));
    }

    /// An empty path would be the current folder: it comes from a variable that is not set.
    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new InvalidValueException("a path is not empty (`.` is the current folder)");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidValueException("it is no path: " + e.getReason());
        }
    }

    private static <T> ITypeConverter<T> of(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (InvalidValueException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        };
    }
}
