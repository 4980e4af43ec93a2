/// What is measured, and how often: [Sample], [Series], [Turns]; and what a process has used:
/// [Cpu], [CpuMeter], [Memory]. All figures are in seconds, bytes, and bytes per second.
@NullMarked
package io.sampan.bench.measure;

import org.jspecify.annotations.NullMarked;
