package io.sampan.wire.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/// The phrase beside a status, which programs do not read and people do.
final class Reasons {

    private static final int CHECKSUM_MISMATCH = 460;

    private Reasons() {}

    static String of(int status) {
        return status == CHECKSUM_MISMATCH
                ? "Checksum Mismatch"
                : HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
