package io.sampan.cli.serve;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.sampan.cli.terminal.Screen;

/// A text as a QR code for a terminal: two dots, one above the other, in each character, so that 80
/// columns and 24 lines hold what an invitation with one or two addresses needs.
public final class Qr {

    private static final int QUIET = 1;

    /// Dark on light, whatever the terminal's own colours are.
    private static final String INK = "\u001b[30;107m";

    private static final String PLAIN = "\u001b[0m";

    private Qr() {}

    /// The lines; the least error correction, as a screen has no scratches. Where the terminal is
    /// too narrow for them, one line that says so.
    public static String of(String text, Screen screen) {
        try {
            var dots = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
            var needed = dots.getWidth() + 2 * QUIET;
            return needed > screen.columns()
                    ? "(Its QR code needs a terminal of " + needed + " columns.)"
                    : draw(dots, screen.colours());
        } catch (WriterException e) {
            throw new IllegalArgumentException("this is too long for a QR code", e);
        }
    }

    /// Without colours the light dots are drawn: terminals are dark, mostly, and readers of codes
    /// know both.
    private static String draw(ByteMatrix dots, boolean colours) {
        var picture = new StringBuilder();
        for (var y = -QUIET; y < dots.getHeight() + QUIET; y += 2) {
            picture.append(colours ? INK : "");
            for (var x = -QUIET; x < dots.getWidth() + QUIET; x++) {
                picture.append(
                        character(dark(dots, x, y) == colours, dark(dots, x, y + 1) == colours));
            }
            picture.append(colours ? PLAIN : "").append('\n');
        }
        return picture.toString();
    }

    private static boolean dark(ByteMatrix dots, int x, int y) {
        return x >= 0
                && y >= 0
                && x < dots.getWidth()
                && y < dots.getHeight()
                && dots.get(x, y) == 1;
    }

    private static char character(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
