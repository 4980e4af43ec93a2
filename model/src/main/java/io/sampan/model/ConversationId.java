package io.sampan.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Names a conversation: that of a set of people, or that of a group.
public record ConversationId(long high, long low) {

    private static final String PURPOSE = "sampan conversation v1\n";

    /// A new id for a group, from a secure random source.
    public static ConversationId random() {
        var id = Id128.random();
        return new ConversationId(id.high(), id.low());
    }

    /// The conversation of a set of people, the sender of a message among them: the first 128 bits
    /// of the SHA-256 of a purpose and their names, sorted, one on a line.
    public static ConversationId of(Collection<UserName> people) {
        var text =
                new TreeSet<>(people)
                        .stream()
                                .map(UserName::value)
                                .collect(Collectors.joining("\n", PURPOSE, "\n"));
        var digest = ByteBuffer.wrap(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)).bytes());
        return new ConversationId(digest.getLong(), digest.getLong());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static ConversationId parse(String text) {
        var id = Id128.parse(text);
        return new ConversationId(id.high(), id.low());
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
