package io.sampan.client.lane;

import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.net.HostPort;

/// Makes lanes: links that are logged in. Any thread.
record LaneMaker(LaneLogin login, LaneSettings settings) {

    /// @throws io.sampan.wire.link.LinkException if nobody answers there
    /// @throws MalformedFrameException if it is no server of ours
    /// @throws LoginRefusedException if the server does not want this user (now)
    Lane make(HostPort relay) {
        var made = login.connect(relay);
        return new Lane(made.link(), relay, made.welcome().limits(), settings);
    }
}
