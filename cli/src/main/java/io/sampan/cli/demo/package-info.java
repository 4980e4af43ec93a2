/// `sampan demo`: what a newcomer sees first. A server and two tiers of relays as processes of
/// their own, a file that crosses them while some are killed, and an account of what happened.
///
/// [DemoCommand] is the story; [Cluster] has the processes, [Picture] draws them, [Account] tells.
@NullMarked
package io.sampan.cli.demo;

import org.jspecify.annotations.NullMarked;
