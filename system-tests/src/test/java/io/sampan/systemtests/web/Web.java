package io.sampan.systemtests.web;

import io.sampan.systemtests.harness.SampanCli;
import io.sampan.wire.net.HostPort;

/// What HTTP programs need to know of a cluster.
final class Web {

    private Web() {}

    /// A token of this person's, as `sampan token` prints it: alone on its last line.
    static String token(SampanCli person) {
        var lines = person.startTold("token").await().exitsWith(0).out().lines().toList();
        return lines.getLast();
    }

    static String authorization(SampanCli person) {
        return "Authorization: Bearer " + token(person);
    }

    static String url(HostPort entry, String path) {
        return "http://" + entry + path;
    }
}
