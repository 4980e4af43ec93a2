package io.sampan.bench.report;

import java.util.List;

/// Figures that depend on something, as lines of a chart.
///
/// @param name of its file, without an ending
/// @param across what the x axis shows, with its unit
/// @param up what the y axis shows, with its unit
public record Plot(String name, String title, String across, String up, List<Line> lines) {

    public Plot {
        lines = List.copyOf(lines);
    }

    /// One measurement.
    public record Point(double x, double y) {}

    /// What belongs together.
    ///
    /// @param points from left to right
    public record Line(String name, List<Point> points) {

        public Line {
            points = List.copyOf(points);
        }
    }

    double mostAcross() {
        return most(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::x));
    }

    double mostUp() {
        return most(lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::y));
    }

    private static double most(java.util.stream.DoubleStream values) {
        var most = values.max().orElse(1);
        return most > 0 ? most : 1;
    }
}
