/// What a run comes to: [RowResult] with its [Check]s, printed as a [Table] and kept as JSON by
/// [ResultFile].
@NullMarked
package io.sampan.bench.report;

import org.jspecify.annotations.NullMarked;
