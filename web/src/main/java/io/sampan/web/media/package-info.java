/// Complete files over HTTP, for browsers, download managers and players (RFC 9110, 13 and 14).
///
/// [MediaResource] answers `/media/<id>[/name]`. A file never changes, so its tree digest is a
/// strong entity tag and every range can be asked for again after any interruption. What people
/// uploaded is never run by a browser: it is an attachment unless it is of a type in [InlineTypes]
/// and asked for inline.
@NullMarked
package io.sampan.web.media;

import org.jspecify.annotations.NullMarked;
