package io.sampan.wire.net.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {

    @Test
    void isReadFromTheKernelsTable() {
        var table =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             63402                63402                processes
                Max open files            1024                 524288               files
                """;

        assertThat(DescriptorLimit.parse(table).most()).isEqualTo(1024);
        assertThat(DescriptorLimit.parse(table.replace("1024  ", "unlimited")).lanes())
                .isGreaterThan(1_000_000);
        assertThat(DescriptorLimit.parse("nonsense").most()).isPositive();
    }

    @Test
    void isKnownOfThisProcess() {
        assertThat(DescriptorLimit.ofThisProcess().most()).isGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource({"1024, 448, 112, 112", "20000, 9936, 2484, 2484", "100, 1, 1, 1"})
    void filesKeepAShare(long most, int lanes, int packages, int openMedia) {
        var limit = new DescriptorLimit(most);

        assertThat(limit.lanes()).isEqualTo(lanes);
        assertThat(limit.packageConnections()).isEqualTo(packages);
        assertThat(limit.openMedia()).isEqualTo(openMedia);
        if (most > 128) {
            assertThat(lanes + packages + 2 * openMedia).isLessThan((int) most - 128);
        }
    }
}
