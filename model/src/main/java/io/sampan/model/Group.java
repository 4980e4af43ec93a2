package io.sampan.model;

import java.util.HashSet;
import java.util.List;

/// A named conversation. Whoever is in it may write to it, and change who is.
///
/// @param name 1 to 64 characters of the kind that a device's label has
/// @param members at least one, each once
public record Group(ConversationId id, String name, List<UserName> members) {

    /// @throws InvalidValueException for a group without a name or members, or a member named twice
    public Group {
        var checked = new DeviceLabel(name);
        if (checked.value().isBlank()) {
            throw new InvalidValueException("a group has a name");
        }
        if (members.isEmpty() || new HashSet<>(members).size() != members.size()) {
            throw new InvalidValueException("a group has members, each once");
        }
        members = List.copyOf(members);
    }
}
