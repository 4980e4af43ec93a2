package io.sampan.client.identity;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Sha256;
import io.sampan.wire.net.HostPort;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An invitation, as it is passed on: `sampan://HOST:PORT[,HOST:PORT…]/?code=CODE#FINGERPRINT`.
///
/// The fingerprint stands behind the `#`, which no program sends to anybody.
///
/// @param addresses of relays, or of the server: at least one
/// @param code 32 hexadecimal digits; a secret
/// @param fingerprint SHA-256 of the server's certificate
public record InviteLink(List<HostPort> addresses, String code, Sha256 fingerprint) {

    private static final int LONGEST = 4096;
    private static final Pattern CODE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern FORM =
            Pattern.compile("sampan://([^/?#]+)/?\\?code=([0-9a-f]{32})#([0-9a-fA-F]{64})");

    /// @throws InvalidValueException without an address, or with a code of another form
    public InviteLink {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new InvalidValueException("an invitation has an address");
        }
        if (!CODE.matcher(code).matches()) {
            throw new InvalidValueException("an invitation's code is 32 hexadecimal digits");
        }
    }

    /// @throws InvalidValueException with a message that shows the form, and nothing of the code
    public static InviteLink parse(String text) {
        var stripped = text.strip();
        var matcher = FORM.matcher(stripped);
        if (stripped.length() > LONGEST || !matcher.matches()) {
            throw new InvalidValueException(
                    "an invitation looks like sampan://HOST:PORT/?code=…#…, all of it on one line"
                            + " (in a shell, put it in quotes)");
        }
        return new InviteLink(
                HostPort.parseList(matcher.group(1)),
                matcher.group(2),
                Sha256.parse(matcher.group(3)));
    }

    /// The link, with its secret: to be shown to the one who is invited.
    public String toLink() {
        return "sampan://"
                + addresses.stream().map(HostPort::toString).collect(Collectors.joining(","))
                + "/?code="
                + code
                + "#"
                + fingerprint;
    }

    /// Without the secret, for logs.
    @Override
    public String toString() {
        return "InviteLink[" + addresses + ", code=[redacted], " + fingerprint + "]";
    }
}
