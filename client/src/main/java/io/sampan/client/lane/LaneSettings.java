package io.sampan.client.lane;

import java.time.Duration;

/// How lanes are made and watched.
///
/// @param lanes that may carry blocks at once; one more is made for everything else
/// @param unansweredAfter how long nothing may be heard on a lane that owes an answer, before it is
///   asked again
/// @param resends how often it is asked again before it is lost
/// @param patience how long no lane at all may be up before whoever waits for one is told
public record LaneSettings(int lanes, Duration unansweredAfter, int resends, Duration patience) {

    /// What we call ourselves in a hello.
    static final String SOFTWARE = "sampan/0.1.0";

    /// How many blocks are in flight on one lane.
    public static final int BLOCKS_PER_LANE = 2;
}
