package io.sampan.web;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bodies and frames that are JSON.
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_BYTES = 64 << 10;

    private Json() {}

    /// The object that a request brings; an empty one where it brings nothing.
    ///
    /// @throws InvalidValueException if it is no object
    public static JsonNode read(WebRequest request) {
        var body = request.exchange().readAll(MOST_BYTES);
        return parse(body.length == 0 ? "{}" : new String(body, StandardCharsets.UTF_8));
    }

    /// An object.
    ///
    /// @throws InvalidValueException if it is none
    public static JsonNode parse(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new InvalidValueException("a JSON object is expected");
            }
            return node;
        } catch (JacksonException e) {
            throw new InvalidValueException("a JSON object is expected");
        }
    }

    /// A value as text.
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// The strings of an array; none where there is no such field.
    public static List<String> strings(JsonNode object, String key) {
        return object.path(key).valueStream().map(node -> node.asString("")).toList();
    }

    /// A value as the body of a 200.
    public static HttpResponse told(Object value) {
        return HttpResponse.of(200)
                .with("Content-Type", "application/json")
                .with(Body.of(MAPPER.writeValueAsBytes(value)));
    }
}
