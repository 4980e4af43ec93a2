package io.sampan.client.identity;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A link with which one more device of a person joins: where to go, the one-time code that another
/// of their devices asked for, who the person is, and the only server to trust.
///
/// ```
///   sampan://HOST:PORT[,HOST:PORT…]/?device=CODE&as=NAME#FINGERPRINT
/// ```
///
/// @param code 32 hexadecimal digits; a secret
/// @param person the name, percent-encoded in the link
/// @param fingerprint SHA-256 of the server's certificate
public record DeviceLink(
        List<HostPort> addresses, String code, UserName person, Sha256 fingerprint) {

    private static final int LONGEST = 4096;
    private static final Pattern FORM =
            Pattern.compile(
                    "sampan://([^/?#]+)/?\\?device=([0-9a-f]{32})&as=([^&#]+)#([0-9a-fA-F]{64})");

    /// Whether the text is meant to be one, whatever is wrong with it.
    public static boolean isMeant(String text) {
        return text.contains("?device=");
    }

    /// @throws InvalidValueException with a message that shows the form, and nothing of the code
    public static DeviceLink parse(String text) {
        var stripped = text.strip();
        var matcher = FORM.matcher(stripped);
        if (stripped.length() > LONGEST || !matcher.matches()) {
            throw new InvalidValueException(
                    "a device's link looks like sampan://HOST:PORT/?device=…&as=NAME#…, all of it on"
                            + " one line (in a shell, put it in quotes)");
        }
        return new DeviceLink(
                HostPort.parseList(matcher.group(1)),
                matcher.group(2),
                new UserName(decoded(matcher.group(3))),
                Sha256.parse(matcher.group(4)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("the name in the link is not percent-encoded");
        }
    }

    /// The same as an invitation: what joins with it is another device of the person.
    public InviteLink toInvite() {
        return new InviteLink(addresses, code, fingerprint);
    }

    /// The link, with its secret.
    public String toLink() {
        return "sampan://"
                + addresses.stream().map(HostPort::toString).collect(Collectors.joining(","))
                + "/?device="
                + code
                + "&as="
                + URLEncoder.encode(person.value(), StandardCharsets.UTF_8)
                + "#"
                + fingerprint;
    }

    /// Without the secret, for logs.
    @Override
    public String toString() {
        return "DeviceLink[" + addresses + ", code=[redacted], " + person + "]";
    }
}
