package io.sampan.wire.http;

import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sampan.wire.http.HttpFields.Field;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Turns a decoded head into an [HttpRequest], or refuses it.
final class RequestHead {

    private static final int BAD = 400;

    private RequestHead() {}

    /// @throws HttpException if it is malformed, ambiguous or larger than the settings allow
    static HttpRequest read(io.netty.handler.codec.http.HttpRequest head, HttpSettings settings) {
        checkDecoded(head);
        var version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new HttpException(505, "this version of HTTP is not spoken here");
        }
        if (head.headers().size() > settings.maxFields()) {
            throw new HttpException(431, "at most " + settings.maxFields() + " header fields");
        }
        var fields =
                new HttpFields(
                        head.headers().entries().stream()
                                .map(field -> new Field(field.getKey(), field.getValue()))
                                .toList());
        var newest = version.equals(HttpVersion.HTTP_1_1);
        checkLengths(fields, newest);
        var method = head.method().name();
        if (!method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new HttpException(BAD, "not a method");
        }
        var target = Target.of(method, head.uri(), host(fields, newest));
        return new HttpRequest(
                method,
                target.path(),
                target.query(),
                target.host(),
                keepsAlive(fields, newest),
                fields);
    }

    private static void checkDecoded(io.netty.handler.codec.http.HttpRequest head) {
        var result = head.decoderResult();
        if (result.isSuccess()) {
            return;
        }
        throw switch (result.cause()) {
            case TooLongHttpLineException _ -> new HttpException(414, "the address is too long");
            case TooLongHttpHeaderException _ ->
                    new HttpException(431, "the header fields are too long");
            default -> new HttpException(BAD, "not a request");
        };
    }

    /// A request has one length, told in one way (RFC 9112, 6.3).
    private static void checkLengths(HttpFields fields, boolean newest) {
        var coding = fields.all("transfer-encoding");
        if (coding.isEmpty()) {
            var lengths = fields.all("content-length");
            if (lengths.size() > 1 || !lengths.stream().allMatch(RequestHead::isLength)) {
                throw new HttpException(BAD, "not one length");
            }
            return;
        }
        if (!newest
                || coding.size() > 1
                || !coding.getFirst().strip().equalsIgnoreCase("chunked")
                || fields.has("content-length")) {
            throw new HttpException(BAD, "not one length");
        }
    }

    private static boolean isLength(String text) {
        return !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<String> host(HttpFields fields, boolean newest) {
        List<String> hosts = fields.all("host");
        if (hosts.size() > 1 || (hosts.isEmpty() && newest)) {
            throw new HttpException(BAD, "not one Host field");
        }
        return hosts.stream().findFirst();
    }

    private static boolean keepsAlive(HttpFields fields, boolean newest) {
        return newest
                ? !fields.lists("connection", "close")
                : fields.lists("connection", "keep-alive");
    }

    /// Where a request goes (RFC 9112, 3.2).
    private record Target(String path, Optional<String> query, Optional<String> host) {

        static Target of(String method, String target, Optional<String> host) {
            if (!target.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new HttpException(BAD, "not an address");
            }
            if (target.startsWith("/")) {
                return origin(target, host);
            }
            if (target.equals("*") && method.equals("OPTIONS")) {
                return new Target("*", Optional.empty(), host);
            }
            var lower = target.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http://") || lower.startsWith("https://")) {
                var rest = target.substring(target.indexOf("//") + 2);
                var slash = rest.indexOf('/');
                var authority = slash < 0 ? rest : rest.substring(0, slash);
                return origin(slash < 0 ? "/" : rest.substring(slash), Optional.of(authority));
            }
            throw new HttpException(BAD, "not an address");
        }

        private static Target origin(String target, Optional<String> host) {
            if (target.indexOf('#') >= 0) {
                throw new HttpException(BAD, "not an address");
            }
            var mark = target.indexOf('?');
            return mark < 0
                    ? new Target(target, Optional.empty(), host)
                    : new Target(
                            target.substring(0, mark),
                            Optional.of(target.substring(mark + 1)),
                            host);
        }
    }
}
