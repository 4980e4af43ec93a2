package io.sampan.web.api;

import io.sampan.model.InvalidValueException;
import io.sampan.web.WebRequest;
import io.sampan.wire.http.HttpResponse;
import io.sampan.wire.link.Body;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Bodies that are JSON.
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_BYTES = 64 << 10;

    private Json() {}

    /// The object that a request brings; an empty one where it brings nothing.
    ///
    /// @throws InvalidValueException if it is no object
    static JsonNode read(WebRequest request) {
        var body = request.exchange().readAll(MOST_BYTES);
        try {
            var node = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (!node.isObject()) {
                throw new InvalidValueException("the body is a JSON object");
            }
            return node;
        } catch (JacksonException e) {
            throw new InvalidValueException("the body is a JSON object");
        }
    }

    static HttpResponse told(Object value) {
        return HttpResponse.of(200)
                .with("Content-Type", "application/json")
                .with(Body.of(MAPPER.writeValueAsBytes(value)));
    }
}
