package io.sampan.cli.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Settings by variables of the environment, as containers like them: `slot-silence` of the table
/// `[transfer]` is `SAMPAN_SERVER_TRANSFER_SLOT_SILENCE`. Lists have commas. An empty variable is
/// none. Secrets are never settings: they lie in files of the home.
///
/// @param prefix of all variables, with its `_`
record EnvironmentSettings(String prefix, Map<String, String> environment) {

    /// Puts each variable that is there over what the file says.
    void putInto(ObjectNode settings, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            var key = key(component);
            var variable = prefix + key.toUpperCase(Locale.ROOT).replace('-', '_');
            var value = environment.getOrDefault(variable, "");
            if (isTable(component)) {
                new EnvironmentSettings(variable + "_", environment)
                        .putTable(settings, key, component.getType());
            } else if (!value.isBlank() && isList(component)) {
                var list = settings.putArray(key);
                for (var item : value.split(",", -1)) {
                    list.add(item.strip());
                }
            } else if (!value.isBlank()) {
                settings.put(key, value.strip());
            }
        }
    }

    private void putTable(ObjectNode settings, String key, Class<?> type) {
        if (environment.keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
            return;
        }
        var table = settings.get(key);
        putInto(table instanceof ObjectNode there ? there : settings.putObject(key), type);
    }

    private static boolean isList(RecordComponent component) {
        return Collection.class.isAssignableFrom(component.getType());
    }

    /// A table is a record within the record of the file; values such as addresses are not.
    private static boolean isTable(RecordComponent component) {
        var type = component.getType();
        return type.isRecord() && component.getDeclaringRecord().equals(type.getEnclosingClass());
    }

    private static String key(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null
                ? component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : named.value();
    }
}
