package io.sampan.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/// A text as a QR code for the page to draw: rows of `1` (dark) and `0` (light).
public final class QrRows {

    private QrRows() {}

    /// The rows, without the margin that a reader needs around them.
    ///
    /// @throws IllegalArgumentException if the text is too long for a code
    public static List<String> of(String text) {
        try {
            var dots = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            var rows = new ArrayList<String>();
            for (var y = 0; y < dots.getHeight(); y++) {
                var row = new StringBuilder();
                for (var x = 0; x < dots.getWidth(); x++) {
                    row.append(dots.get(x, y) == 1 ? '1' : '0');
                }
                rows.add(row.toString());
            }
            return List.copyOf(rows);
        } catch (WriterException e) {
            throw new IllegalArgumentException("this is too long for a QR code", e);
        }
    }
}
