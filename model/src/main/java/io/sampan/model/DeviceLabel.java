package io.sampan.model;

/// What a person calls a device, such as `laptop`: up to 64 characters on one line, without
/// control, invisible or direction-changing characters; may be empty.
public record DeviceLabel(String value) {

    /// No label.
    public static final DeviceLabel NONE = new DeviceLabel("");

    private static final int MAX_CHARACTERS = 64;

    /// @throws InvalidValueException for a label that is too long, or has characters that cannot be
    ///   seen
    public DeviceLabel {
        if (value.length() > MAX_CHARACTERS || !value.codePoints().allMatch(DeviceLabel::allowed)) {
            throw new InvalidValueException(
                    "a device's label has at most 64 characters, none of them a control or"
                            + " invisible one");
        }
    }

    private static boolean allowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
