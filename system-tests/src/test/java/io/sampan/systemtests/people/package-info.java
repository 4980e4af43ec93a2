/// People with identities over private lines, with real processes: how they come in, what they send
/// each other while the server is killed, and what a relay can see of it (nothing).
@NullMarked
package io.sampan.systemtests.people;

import org.jspecify.annotations.NullMarked;
