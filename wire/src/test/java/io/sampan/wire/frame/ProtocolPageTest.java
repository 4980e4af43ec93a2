package io.sampan.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What docs/protocol.md says in bytes is what the code does.
class ProtocolPageTest {

    private static final Path PAGE = Path.of("../docs/protocol.md");
    private static final Path SCHEMA = Path.of("../wire/src/main/proto/sampan.proto");

    /// Test 1 of RFC 8032, section 7.1.
    private static final byte[] PRIVATE_KEY =
            bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final byte[] PUBLIC_KEY =
            bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] nonce() {
        var nonce = new byte[LoginProof.NONCE_BYTES];
        for (var i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) i;
        }
        return nonce;
    }

    private static Sha256 certificate() {
        return Sha256.digest("certificate".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] signature() throws GeneralSecurityException {
        var key =
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(
                                new EdECPrivateKeySpec(NamedParameterSpec.ED25519, PRIVATE_KEY));
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(LoginProof.text(nonce(), certificate()));
        return signer.sign();
    }

    /// Lines of 16 bytes, as the page has them.
    private static String dump(byte[] bytes) {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.length; at += 16) {
            var row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 16));
            text.append(HexFormat.ofDelimiter(" ").formatHex(row)).append('\n');
        }
        return text.toString();
    }

    private static byte[] frame(int exchange, Frame frame) {
        var encoded = FrameCodec.encode(frame);
        var header = encoded.header().toByteArray();
        var out = Unpooled.buffer();
        new Prelude(0, header.length, encoded.type(), exchange).write(out);
        out.writeBytes(header);
        return ByteBufUtil.getBytes(out);
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    @Test
    void theLoginInBytesIsWhatIsSent() throws Exception {
        assertThat(page())
                .contains(
                        dump(
                                frame(
                                        1,
                                        new Hello(
                                                "sampan",
                                                new UserName("alice"),
                                                Secret.NONE,
                                                Secret.of(PUBLIC_KEY),
                                                Secret.NONE))))
                .contains(dump(frame(0, new Challenge(Secret.of(nonce())))))
                .contains(dump(frame(1, new Proof(Secret.of(signature())))));
    }

    @Test
    void theTestVectorOfTheProofHolds() throws Exception {
        assertThat(page())
                .contains(HexFormat.of().formatHex(PRIVATE_KEY))
                .contains(HexFormat.of().formatHex(PUBLIC_KEY))
                .contains(certificate().toString())
                .contains(HexFormat.of().formatHex(signature()));
        assertThat(
                        IdentityKey.of(PUBLIC_KEY)
                                .verifies(LoginProof.text(nonce(), certificate()), signature()))
                .isTrue();
    }

    /// @return the digests of leaves whose bytes are all 0, 1, 2 and so on
    private static String tree(int leaves, int lastLeafBytes) {
        var hasher = new TreeHasher();
        for (var i = 0; i < leaves; i++) {
            var leaf = new byte[i == leaves - 1 ? lastLeafBytes : 1 << 20];
            Arrays.fill(leaf, (byte) i);
            hasher.add(Sha256.digest(leaf));
        }
        return hasher.digest().toString();
    }

    @Test
    void theTestVectorsOfTheTreeDigestHold() throws IOException {
        assertThat(page())
                .contains("| 0 | `" + tree(1, 0) + "` |")
                .contains("| 3 | `" + tree(1, 3) + "` |")
                .contains("| 1,048,576 | `" + tree(1, 1 << 20) + "` |")
                .contains("| 2,097,153 | `" + tree(3, 1) + "` |")
                .contains("| 5,242,880 | `" + tree(5, 1 << 20) + "` |");
    }

    @Test
    void theTableOfTypesIsThatOfTheSchema() throws IOException {
        var types =
                Pattern.compile(
                                "^// Type (\\d+)\\b[^\\n]*(?:\\n//[^\\n]*)*\\nmessage (\\w+)",
                                Pattern.MULTILINE)
                        .matcher(Files.readString(SCHEMA))
                        .results()
                        .map(found -> "| " + found.group(1) + " | `" + found.group(2) + "` |")
                        .collect(Collectors.toList());

        assertThat(types).hasSizeGreaterThan(50);
        assertThat(page()).contains(String.join("\n", types));
    }
}
