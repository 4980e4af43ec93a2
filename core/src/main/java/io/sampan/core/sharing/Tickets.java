package io.sampan.core.sharing;

import io.sampan.core.storage.ShareLink;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tickets: that one use of a link was counted, until when. Kept nowhere:
///
/// ```
///   EXPIRES-MAC      seconds since 1970 in hex, 16 bytes of HMAC-SHA-256 over them with the link's key
/// ```
final class Tickets {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,12})-([0-9a-f]{32})");
    private static final int MAC_BYTES = 16;

    private Tickets() {}

    static String issue(ShareLink link, Instant expires) {
        var until = Long.toHexString(expires.getEpochSecond());
        return until + "-" + mac(link, until);
    }

    static boolean isGood(ShareLink link, String ticket, Instant now) {
        var form = FORM.matcher(ticket);
        return form.matches()
                && MessageDigest.isEqual(
                        mac(link, form.group(1)).getBytes(StandardCharsets.US_ASCII),
                        form.group(2).getBytes(StandardCharsets.US_ASCII))
                && now.getEpochSecond() < Long.parseLong(form.group(1), 16);
    }

    private static String mac(ShareLink link, String until) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(link.key().bytes(), "HmacSHA256"));
            var whole = mac.doFinal(until.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(whole, 0, MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
