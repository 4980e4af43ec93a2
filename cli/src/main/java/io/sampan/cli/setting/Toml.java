package io.sampan.cli.setting;

import io.sampan.cli.CommandException;
import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.toml.TomlMapper;

/// Configuration files: TOML, read into records. A setting that nobody knows is a mistake, and is
/// said, with its line.
public final class Toml {

    private static final String ADVICE = "Nothing was started. The README lists all settings.";

    private Toml() {}

    /// Reads a file into a record whose components are named as the settings, in camel case.
    ///
    /// @throws CommandException if there is no such file, or something in it is wrong
    public static <T> T read(Path file, Class<T> type) {
        try {
            return mapper().readValue(Files.readString(file), type);
        } catch (UnrecognizedPropertyException e) {
            throw wrong(file, e, unknown(e));
        } catch (InvalidFormatException e) {
            throw wrong(file, e, "'" + e.getValue() + "' is not " + expected(e.getTargetType()));
        } catch (JacksonException e) {
            throw wrong(file, e, e.getOriginalMessage());
        } catch (NoSuchFileException e) {
            throw CommandException.wrongUsage("there is no " + file, ADVICE);
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be read: " + e.getMessage(), ADVICE);
        }
    }

    private static CommandException wrong(Path file, JacksonException fault, String what) {
        var place = fault.getLocation();
        var line = place == null || place.getLineNr() < 1 ? "" : ", line " + place.getLineNr();
        var setting =
                fault.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        return CommandException.wrongUsage(
                file + line + (setting.isEmpty() ? "" : ", " + setting) + ": " + what, ADVICE);
    }

    private static String unknown(UnrecognizedPropertyException fault) {
        var known = fault.getKnownPropertyIds();
        return "there is no such setting"
                + (known == null
                        ? ""
                        : "; there are "
                                + known.stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
    }

    private static String expected(Class<?> type) {
        return type.isEnum()
                ? "one of "
                        + Stream.of(type.getEnumConstants())
                                .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                : "a whole number";
    }

    private static TomlMapper mapper() {
        var values = new SimpleModule("values");
        values.addDeserializer(HostPort.class, new Text<>(HostPort.class, HostPort::parse));
        values.addDeserializer(Network.class, new Text<>(Network.class, Network::parse));
        values.addDeserializer(ByteSize.class, new Text<>(ByteSize.class, ByteSize::parse));
        values.addDeserializer(Duration.class, new Text<>(Duration.class, Durations::parse));
        return TomlMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .addModule(values)
                .build();
    }

    /// A value that is written as a text, or as a bare number.
    private static final class Text<T> extends StdScalarDeserializer<T> {

        private final Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            var text = String.valueOf(parser.getValueAsString());
            try {
                return parse.apply(text);
            } catch (InvalidValueException e) {
                throw DatabindException.from(parser, "'" + text + "': " + e.getMessage());
            }
        }
    }
}
