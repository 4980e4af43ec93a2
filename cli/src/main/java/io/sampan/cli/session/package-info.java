/// Who one is and where the server is: the options that all client commands share, and what the
/// home remembers of them, so that they have to be said once.
@NullMarked
package io.sampan.cli.session;

import org.jspecify.annotations.NullMarked;
