package io.sampan.systemtests.chaos;

import java.time.Duration;

/// Something that goes wrong for a while.
///
/// @param name for the timeline
/// @param lasts from the strike to the healing
record Blow(String name, Duration lasts, Runnable strike, Runnable heal) {}
