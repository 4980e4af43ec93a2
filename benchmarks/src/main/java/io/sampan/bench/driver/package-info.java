/// The client process that the benchmark talks to: [Driver], over the client SDK.
@NullMarked
package io.sampan.bench.driver;

import org.jspecify.annotations.NullMarked;
