package io.sampan.client.people;

import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// A number that two people compare, aloud or on paper, to know that no server stands between them
/// with keys of its own. It is made of both people's names and of the keys of all their devices, so
/// both see the same one, and it changes when one of them has other devices.
///
/// 60 digits in 12 groups: 30 digits of each person, as Signal's safety number has them: 5 digits
/// from every 5 bytes of a SHA-512 that is iterated 5,200 times over the person's keys, sorted, and
/// their name. The person whose digits are smaller comes first.
///
/// @param groups 12 of 5 digits
public record Fingerprint(List<String> groups) {

    private static final String PURPOSE = "sampan fingerprint v1\n";
    private static final int ROUNDS = 5_200;
    private static final int GROUPS = 6;
    private static final int BYTES = 5;
    private static final int MODULUS = 100_000;

    /// Groups of digits, as they are read aloud.
    public Fingerprint {
        groups = List.copyOf(groups);
    }

    /// Of two people, in whichever order.
    public static Fingerprint of(
            UserName one,
            Collection<IdentityKey> keysOfOne,
            UserName other,
            Collection<IdentityKey> keysOfOther) {
        var first = digits(one, keysOfOne);
        var second = digits(other, keysOfOther);
        var groups = new ArrayList<String>();
        var inOrder = String.join("", first).compareTo(String.join("", second)) <= 0;
        groups.addAll(inOrder ? first : second);
        groups.addAll(inOrder ? second : first);
        return new Fingerprint(groups);
    }

    private static List<String> digits(UserName name, Collection<IdentityKey> keys) {
        var sorted = keys.stream().map(key -> HexFormat.of().formatHex(key.bytes())).sorted();
        var text = PURPOSE + name + "\n" + String.join("\n", sorted.toList()) + "\n";
        var start = text.getBytes(StandardCharsets.UTF_8);
        var digest = sha512(start);
        for (var round = 1; round < ROUNDS; round++) {
            digest.update(digest.digest());
            digest.update(start);
        }
        var bytes = digest.digest();
        var groups = new ArrayList<String>();
        for (var group = 0; group < GROUPS; group++) {
            long number = 0;
            for (var i = 0; i < BYTES; i++) {
                number = (number << Byte.SIZE) | (bytes[group * BYTES + i] & 0xFF);
            }
            groups.add("%05d".formatted(number % MODULUS));
        }
        return groups;
    }

    private static MessageDigest sha512(byte[] start) {
        try {
            var digest = MessageDigest.getInstance("SHA-512");
            digest.update(start);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", groups);
    }
}
