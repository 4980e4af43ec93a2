package io.sampan.fuzz;

import io.sampan.client.identity.InviteLink;
import io.sampan.model.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// An invitation. What is taken is the same after it was written and read again; what is refused
/// says nothing of the secret, nor does a log.
final class LinkHarness implements Harness {

    private static final Pattern SECRET = Pattern.compile("code=[0-9a-f]{32}");
    private static final String ANOTHER = "code=0123456789abcdef0123456789abcdef";

    @Override
    public void feed(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        try {
            var link = InviteLink.parse(text);
            Harness.require(again(link).equals(link), "a link changes when it is written and read");
        } catch (InvalidValueException refused) {
            // Said below.
        }
        // Not: that it does not contain the code, for the code may stand in a host's name as well.
        var other = SECRET.matcher(text).replaceAll(ANOTHER);
        Harness.require(
                said(text).equals(said(other)), "what is said of a link depends on its secret");
    }

    /// What a log says of a link, or why it is none.
    private static String said(String text) {
        try {
            return InviteLink.parse(text).toString();
        } catch (InvalidValueException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static InviteLink again(InviteLink link) {
        try {
            return InviteLink.parse(link.toLink());
        } catch (InvalidValueException e) {
            throw new AssertionError("a link that we made ourselves is refused", e);
        }
    }
}
