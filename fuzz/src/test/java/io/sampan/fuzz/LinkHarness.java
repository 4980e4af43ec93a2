package io.sampan.fuzz;

import io.sampan.client.identity.InviteLink;
import io.sampan.model.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// An invitation. What is taken is the same after it was written and read again; what is refused
/// does not say the secret.
final class LinkHarness implements Harness {

    private static final Pattern SECRET = Pattern.compile("code=([0-9a-f]{32})");

    @Override
    public void feed(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        InviteLink link;
        try {
            link = InviteLink.parse(text);
        } catch (InvalidValueException refused) {
            var said = String.valueOf(refused.getMessage());
            Harness.require(
                    SECRET.matcher(text).results().noneMatch(code -> said.contains(code.group(1))),
                    "a refusal says the secret");
            return;
        }
        Harness.require(again(link).equals(link), "a link changes when it is written and read");
        Harness.require(!link.toString().contains(link.code()), "a log says the secret");
    }

    private static InviteLink again(InviteLink link) {
        try {
            return InviteLink.parse(link.toLink());
        } catch (InvalidValueException e) {
            throw new AssertionError("a link that we made ourselves is refused", e);
        }
    }
}
