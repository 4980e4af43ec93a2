package io.sampan.wire.net.limit;

import io.netty.util.NetUtil;
import io.sampan.model.InvalidValueException;
import java.net.InetAddress;
import java.util.Arrays;

/// A network as people write it: `10.1.0.0/16`, `2001:db8::/32`, or one address.
///
/// @param prefix how many of the address's first bits count
public record Subnet(String address, int prefix) {

    private static final String FORM = "a network is an address, or one with its bits: 10.1.0.0/16";

    /// @throws InvalidValueException for what is no address, or a prefix longer than it
    public Subnet {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || prefix < 0 || prefix > bytes.length * Byte.SIZE) {
            throw new InvalidValueException(FORM);
        }
    }

    /// @throws InvalidValueException with the form that is expected; a name is none
    public static Subnet parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            var bytes = NetUtil.createByteArrayFromIpAddressString(text);
            return new Subnet(text, bytes == null ? -1 : bytes.length * Byte.SIZE);
        }
        try {
            return new Subnet(
                    text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new InvalidValueException(FORM);
        }
    }

    /// Whether an address lies in it. One of another family does not.
    public boolean contains(InetAddress other) {
        var ours = NetUtil.createByteArrayFromIpAddressString(address);
        var theirs = other.getAddress();
        if (ours == null || ours.length != theirs.length) {
            return false;
        }
        var whole = prefix / Byte.SIZE;
        var rest = Byte.SIZE - prefix % Byte.SIZE;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == Byte.SIZE || ((ours[whole] ^ theirs[whole]) & 0xFF) >> rest == 0);
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
