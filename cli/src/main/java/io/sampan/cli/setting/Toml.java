package io.sampan.cli.setting;

import io.sampan.cli.CommandException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Reason;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Configuration files: TOML, read into records. A setting that nobody knows is a mistake, and so
/// is a number below zero; each is told with its file, line and key. Variables of the environment
/// go before the file: see [EnvironmentSettings].
public final class Toml {

    private static final String ADVICE = "Nothing was started. The README lists all settings.";

    private Toml() {}

    /// Reads a file into a record whose components are named as the settings, in camel case.
    ///
    /// @throws CommandException if there is no such file, or something in it is wrong
    public static <T extends Record> T read(Path file, Class<T> type) {
        return new Source(Optional.of(file), text(file)).read(type, "", Map.of());
    }

    /// The same with what the environment says, for a file that need not be there.
    ///
    /// @param prefix of the variables
    /// @throws CommandException if something in one of the two is wrong
    public static <T extends Record> T read(
            Optional<Path> file, Class<T> type, String prefix, Map<String, String> environment) {
        return new Source(file, file.map(Toml::text).orElse("")).read(type, prefix, environment);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw CommandException.wrongUsage("there is no " + file, ADVICE);
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be read: " + Reason.of(e), ADVICE);
        }
    }

    /// Where settings come from, to tell of what is wrong with them.
    private record Source(Optional<Path> file, String text) {

        <T extends Record> T read(Class<T> type, String prefix, Map<String, String> environment) {
            var mapper = mapper();
            try {
                var tree = mapper.readTree(text);
                var settings = tree instanceof ObjectNode table ? table : mapper.createObjectNode();
                new EnvironmentSettings(prefix, environment).putInto(settings, type);
                requireNoNegative(settings, List.of());
                return mapper.treeToValue(settings, type);
            } catch (UnrecognizedPropertyException e) {
                throw wrong(e, unknown(e));
            } catch (InvalidFormatException e) {
                throw wrong(e, "'" + e.getValue() + "' is not " + expected(e.getTargetType()));
            } catch (MismatchedInputException e) {
                throw wrong(e, "this is not " + expected(e.getTargetType()));
            } catch (JacksonException e) {
                throw wrong(e, String.valueOf(e.getOriginalMessage()));
            }
        }

        private void requireNoNegative(JsonNode node, List<String> path) {
            for (var entry : node.properties()) {
                var inner = Stream.concat(path.stream(), Stream.of(entry.getKey())).toList();
                if (entry.getValue().isNumber() && entry.getValue().doubleValue() < 0) {
                    throw wrong(inner, 0, entry.getValue().asString() + " is below zero");
                }
                requireNoNegative(entry.getValue(), inner);
            }
        }

        private CommandException wrong(JacksonException fault, String what) {
            var place = fault.getLocation();
            var path =
                    fault.getPath().stream()
                            .map(JacksonException.Reference::getPropertyName)
                            .filter(Objects::nonNull)
                            .toList();
            return wrong(path, place == null ? 0 : place.getLineNr(), what);
        }

        /// @param known the line, where the parser tells it
        private CommandException wrong(List<String> path, int known, String what) {
            var line = known > 0 ? known : new TomlLines(text).of(path);
            var words =
                    Stream.of(
                                    file.map(Path::toString).orElse(""),
                                    line > 0 ? "line " + line : "",
                                    String.join(".", path))
                            .filter(word -> !word.isEmpty())
                            .collect(Collectors.joining(", "));
            return CommandException.wrongUsage(words + ": " + what, ADVICE);
        }
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

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected here";
        }
        if (type.isEnum()) {
            return "one of "
                    + Stream.of(type.getEnumConstants())
                            .map(value -> String.valueOf(value).toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list, such as [\"10.1.0.0/16\"]";
        }
        if (type.equals(Boolean.class) || type.equals(boolean.class)) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        return type.isRecord() && type.isMemberClass() ? "a table" : "a text in quotes";
    }

    private static TomlMapper mapper() {
        var values = new SimpleModule("values");
        values.addDeserializer(HostPort.class, new Text<>(HostPort.class, HostPort::parse));
        values.addDeserializer(Subnet.class, new Text<>(Subnet.class, Subnet::parse));
        values.addDeserializer(ByteSize.class, new Text<>(ByteSize.class, ByteSize::parse));
        values.addDeserializer(Rate.class, new Text<>(Rate.class, Rate::parse));
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
            var text = parser.getValueAsString();
            if (text == null) {
                throw DatabindException.from(parser, "this is a list or a table, not a text");
            }
            try {
                return parse.apply(text);
            } catch (InvalidValueException e) {
                throw DatabindException.from(parser, "'" + text + "': " + e.getMessage());
            }
        }
    }
}
