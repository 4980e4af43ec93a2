package io.sampan.cli.serve;

import io.sampan.wire.net.limit.ConnectionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many connections there is place for: no more than the process has descriptors for.
final class Places {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private Places() {}

    /// The limits that were asked for, lowered to `most` where they are higher, which is logged.
    ///
    /// @param most what the limit of open files leaves for connections
    static ConnectionLimits within(ConnectionLimits asked, int most) {
        if (asked.most() <= most) {
            return asked;
        }
        LOG.atWarn()
                .addKeyValue("wanted", asked.most())
                .addKeyValue("places", most)
                .log("the limit of open files (ulimit -n) leaves fewer places than wanted");
        return asked.withMost(most);
    }
}
