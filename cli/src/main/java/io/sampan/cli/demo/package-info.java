/// `sampan demo`: what a newcomer sees first. A server and two tiers of relays as processes of
/// their own, three people with identities, a film that crosses while plugs are pulled, and an
/// account of what happened.
///
/// [DemoCommand] sets it up and cleans up, [Story] is what happens; [Cluster] has the processes,
/// [Picture] draws them, [Account] tells.
@NullMarked
package io.sampan.cli.demo;

import org.jspecify.annotations.NullMarked;
