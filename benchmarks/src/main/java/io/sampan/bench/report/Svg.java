package io.sampan.bench.report;

import java.util.Locale;

/// A [Plot] as a picture in text. Drawn by ourselves: Java's chart libraries measure text with the
/// desktop's fonts, and a machine that measures has none.
final class Svg {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 64;
    private static final int BOTTOM = 50;
    private static final int TICKS = 6;
    private static final int LEGEND = 48;
    private static final int SWATCH = 18;
    private static final double LETTER = 6.5;
    private static final String[] COLOURS = {
        "#1b6ca8", "#d1495b", "#3c8d40", "#8a5a9e", "#b8860b", "#444444"
    };

    private final Plot plot;
    private final double stepAcross;
    private final double stepUp;
    private final double across;
    private final double up;
    private final StringBuilder out = new StringBuilder();

    private Svg(Plot plot) {
        this.plot = plot;
        this.stepAcross = step(plot.mostAcross());
        this.stepUp = step(plot.mostUp());
        this.across = Math.ceil(plot.mostAcross() / stepAcross) * stepAcross;
        this.up = Math.ceil(plot.mostUp() / stepUp) * stepUp;
    }

    static String of(Plot plot) {
        return new Svg(plot).draw();
    }

    private String draw() {
        say(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
                        + " font-family='sans-serif' font-size='12' fill='#333'>",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        say("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        say(
                "<text x='%d' y='24' text-anchor='middle' font-size='15'>%s</text>",
                WIDTH / 2, escaped(plot.title()));
        grid();
        var legend = (double) LEFT;
        for (var n = 0; n < plot.lines().size(); n++) {
            var line = plot.lines().get(n);
            var colour = COLOURS[n % COLOURS.length];
            line(line, colour);
            say(
                    "<rect x='%.1f' y='%d' width='12' height='4' fill='%s'/>",
                    legend, LEGEND - 6, colour);
            text(legend + SWATCH, LEGEND, "start", line.name());
            legend += 2 * SWATCH + LETTER * line.name().length();
        }
        say("</svg>");
        return out.toString();
    }

    private void grid() {
        for (var x = 0.0; x <= across * 1.001; x += stepAcross) {
            stroke(x(x), y(0), x(x), y(up));
            text(x(x), HEIGHT - BOTTOM + 18.0, "middle", number(x));
        }
        for (var y = 0.0; y <= up * 1.001; y += stepUp) {
            stroke(x(0), y(y), x(across), y(y));
            text(LEFT - 8.0, y(y) + 4, "end", number(y));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", plot.across());
        say(
                "<text transform='translate(16,%d) rotate(-90)' text-anchor='middle'>%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, escaped(plot.up()));
    }

    private void line(Plot.Line line, String colour) {
        var points = new StringBuilder();
        for (var point : line.points()) {
            points.append(format("%.1f,%.1f ", x(point.x()), y(point.y())));
        }
        say(
                "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>",
                points.toString().strip(), colour);
        if (line.points().size() <= 2 * TICKS) {
            for (var point : line.points()) {
                say(
                        "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>",
                        x(point.x()), y(point.y()), colour);
            }
        }
    }

    private double x(double value) {
        return LEFT + value / across * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - value / up * (HEIGHT - TOP - BOTTOM);
    }

    /// 1, 2 or 5 times a power of ten, so that there are about [#TICKS] of them.
    private static double step(double most) {
        var power = Math.pow(10, Math.floor(Math.log10(most / TICKS)));
        for (var factor : new int[] {1, 2, 5}) {
            if (most / (factor * power) <= TICKS) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? format("%.0f", value) : format("%.4g", value);
    }

    private void stroke(double x1, double y1, double x2, double y2) {
        say("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>", x1, y1, x2, y2);
    }

    private void text(double x, double y, String anchor, String words) {
        say("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escaped(words));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }

    @com.google.errorprone.annotations.FormatMethod
    private void say(String pattern, Object... values) {
        out.append(format(pattern, values)).append('\n');
    }

    @com.google.errorprone.annotations.FormatMethod
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
