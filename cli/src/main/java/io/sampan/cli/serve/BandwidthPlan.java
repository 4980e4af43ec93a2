package io.sampan.cli.serve;

/// How fast each person may send and fetch files, on all of their lanes together.
///
/// @param uploads bytes a second; 0 for no limit
/// @param downloads the same
record BandwidthPlan(long uploads, long downloads) {

    static final BandwidthPlan NONE = new BandwidthPlan(0, 0);
}
