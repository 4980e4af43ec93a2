/// The rows of the table, one class each; [Rows] has them all, in order. A new row is a class here
/// and a line there.
@NullMarked
package io.sampan.bench.row;

import org.jspecify.annotations.NullMarked;
