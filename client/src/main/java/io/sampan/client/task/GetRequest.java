package io.sampan.client.task;

import java.nio.file.Path;

/// A media that is to be fetched into a file.
///
/// @param media which one
/// @param target where to; what comes from the server never leads out of it
public record GetRequest(MediaRef media, Target target) {

    /// Where a media goes.
    public sealed interface Target {

        /// Into a folder (made if it is not there), under the media's own name made safe: segments
        /// become folders below it. If the name is taken, `name (2).ext` and so on.
        record Into(Path folder) implements Target {}

        /// To exactly this file.
        ///
        /// @param overwrite whether a file that is there is replaced, once the media is whole;
        ///   otherwise the task fails at once if there is one
        record To(Path file, boolean overwrite) implements Target {}
    }

    /// Into `folder` under the media's own name.
    public static GetRequest into(MediaRef media, Path folder) {
        return new GetRequest(media, new Target.Into(folder));
    }

    /// To `file`, which must not be there.
    public static GetRequest to(MediaRef media, Path file) {
        return new GetRequest(media, new Target.To(file, false));
    }
}
