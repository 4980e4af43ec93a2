package io.sampan.core.transfer;

import io.sampan.model.Media;
import java.time.Instant;

/// What has become of an upload. Each state offers only where one can go from it.
///
/// ```
///              ┌──pause──▶ Paused ──cancel──┐
///    Arriving ─┤             │              ▼
///       ▲      ├─────────────┼──cancel──▶ Cancelled
///       └──────┼───offer─────┘
///              └──finish──▶ Complete
///
///    Arriving or Paused ──nobody touched it for too long──▶ Swept
/// ```
sealed interface UploadState {

    /// Bytes are welcome.
    record Arriving() implements UploadState {

        Paused toPaused() {
            return new Paused();
        }

        Cancelled toCancelled(Instant when) {
            return new Cancelled(when);
        }

        Complete toComplete(Media media) {
            return new Complete(media);
        }

        Swept toSwept() {
            return new Swept();
        }
    }

    /// The bytes are kept, and no new ones taken.
    record Paused() implements UploadState {

        Arriving toArriving() {
            return new Arriving();
        }

        Cancelled toCancelled(Instant when) {
            return new Cancelled(when);
        }

        Swept toSwept() {
            return new Swept();
        }
    }

    /// The bytes are gone; it is remembered for a while.
    record Cancelled(Instant when) implements UploadState {}

    /// It has become a media.
    record Complete(Media media) implements UploadState {}

    /// Nobody touched it for too long; it is gone.
    record Swept() implements UploadState {}
}
