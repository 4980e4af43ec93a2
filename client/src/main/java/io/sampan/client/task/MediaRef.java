package io.sampan.client.task;

import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;

/// Which media is meant.
public sealed interface MediaRef {

    /// The one with this id.
    record ById(MediaId id) implements MediaRef {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /// The newest of this name that the asker may read.
    record ByName(MediaName name) implements MediaRef {
        @Override
        public String toString() {
            return name.toString();
        }
    }

    /// 32 hexadecimal digits are an id, anything else is a name.
    ///
    /// @throws InvalidValueException if it is no valid name either
    static MediaRef parse(String text) {
        try {
            return new ById(MediaId.parse(text));
        } catch (InvalidValueException notAnId) {
            return new ByName(new MediaName(text));
        }
    }
}
