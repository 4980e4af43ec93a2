package io.sampan.cli.setting;

import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Network;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Teaches the command line to read our values, and to say what was expected where it cannot.
public final class Converters {

    private Converters() {}

    public static void register(CommandLine line) {
        line.registerConverter(HostPort.class, of(HostPort::parse));
        line.registerConverter(Network.class, of(Network::parse));
        line.registerConverter(UserName.class, of(UserName::new));
        line.registerConverter(MediaName.class, of(MediaName::new));
        line.registerConverter(ByteSize.class, of(ByteSize::parse));
        line.registerConverter(Duration.class, of(Durations::parse));
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
