package io.sampan.cli.demo;

import io.sampan.cli.terminal.Screen;

/// Colour, where there is a terminal.
///
/// @param colours whether to write escapes at all
record Ink(boolean colours) {

    /// Colour where [Screen] has it.
    static Ink ofProcess() {
        return new Ink(Screen.ofProcess().colours());
    }

    String bold(String text) {
        return in("1", text);
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String grey(String text) {
        return in("90", text);
    }

    private String in(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
