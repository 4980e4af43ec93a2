package io.sampan.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {

    @Test
    void gapsThatTheCollectorFillsAreNotInUse() {
        var histogram =
                """
                5073:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         55555        2097152  [B (java.base@25.0.3)
                   2:             3        6017928  [Ljdk.internal.vm.FillerElement; (java.base@25.0.3)
                   3:         10000        1048576  java.lang.String (java.base@25.0.3)
                Total         65558        9163656
                """;

        assertThat(LiveHeap.inHistogram(histogram)).isEqualTo(3);
    }
}
