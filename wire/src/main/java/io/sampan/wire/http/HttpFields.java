package io.sampan.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The header fields of a request, in the order they came. Names are compared without case.
///
/// @param fields at most as many as [HttpSettings#maxFields]
public record HttpFields(List<Field> fields) {

    /// One field.
    ///
    /// @param name as it was sent; compared without case
    public record Field(String name, String value) {}

    /// The fields are copied.
    public HttpFields {
        fields = List.copyOf(fields);
    }

    /// The value of a field that is there once. Empty if it is missing or there several times: a
    /// repeated field that is not a list has no meaning.
    public Optional<String> one(String name) {
        var values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// The values of every field of that name.
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /// Is there a field of this name, in any case of its letters?
    public boolean has(String name) {
        return !all(name).isEmpty();
    }

    /// Whether a comma-separated list field has an element, compared without case.
    public boolean lists(String name, String element) {
        return elements(name).contains(element.toLowerCase(Locale.ROOT));
    }

    /// The elements of a comma-separated list field, in lower case, over all fields of that name.
    public List<String> elements(String name) {
        var elements = new ArrayList<String>();
        for (var value : all(name)) {
            for (var element : value.split(",", -1)) {
                var stripped = element.strip();
                if (!stripped.isEmpty()) {
                    elements.add(stripped.toLowerCase(Locale.ROOT));
                }
            }
        }
        return elements;
    }

    /// Values may hold tokens and cookies, so only the names are shown.
    @Override
    public String toString() {
        return fields.stream().map(Field::name).toList().toString();
    }
}
