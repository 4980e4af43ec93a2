package io.sampan.client.lane;

import io.sampan.wire.net.HostPort;

/// Is told what happens to lanes; called by maintainers, returns quickly.
public interface LaneListener {

    /// Nobody wants to know.
    LaneListener NONE =
            new LaneListener() {
                @Override
                public void onUp(HostPort relay) {}

                @Override
                public void onLost(HostPort relay, String why) {}
            };

    /// A lane through this relay is logged in.
    void onUp(HostPort relay);

    /// Also where it could not be made.
    void onLost(HostPort relay, String why);
}
