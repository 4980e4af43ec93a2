/// Who is online. Nothing of it is stored: a server that starts has an empty roster, and whoever is
/// there appears again by coming back.
///
/// Every change has a version. A watcher asks for what has changed since the version it knows
/// ([Roster#since]) and gets either the changes together or, if it has been away for too long, a
/// new snapshot; so a slow watcher holds up nobody and nothing grows without a bound.
@NullMarked
package io.sampan.core.roster;

import org.jspecify.annotations.NullMarked;
