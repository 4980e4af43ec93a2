/// What strangers are given: `/s/<code>`, a file, and `/d/<code>`, a way to send some.
///
/// The pages are plain HTML without a script where that suffices ([SharePages]); whoever comes with
/// a link that is over, was used up, was ended or never was is told the same. A link's file is
/// served by the same code as `/media`, a dropped file arrives through the same code as `/files`.
///
/// Start with [ShareResource]; [LinksApi] is how members make and end links.
@NullMarked
package io.sampan.web.share;

import org.jspecify.annotations.NullMarked;
