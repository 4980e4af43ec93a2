package io.sampan.client;

import io.sampan.model.Media;
import io.sampan.wire.frame.MediaFrame.Arrival;
import java.util.List;

/// What one may read on the server, newest first.
///
/// @param uploads one's own that are not complete; empty unless they were asked for
public record Listing(List<Media> media, List<Arrival> uploads) {}
