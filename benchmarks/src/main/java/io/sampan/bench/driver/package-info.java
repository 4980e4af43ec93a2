/// The processes that the benchmark talks to: [Driver] carries files with the client SDK;
/// [Messages] is many senders and recipients, of Sampan or of a peer; [Inserts] is the limit of a
/// database; [Crowd] is online and says nothing; [Load] is all of that at once, and counts every
/// request and every answer; [Hostile] means no good.
@NullMarked
package io.sampan.bench.driver;

import org.jspecify.annotations.NullMarked;
