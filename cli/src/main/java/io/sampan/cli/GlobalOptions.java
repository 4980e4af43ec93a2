package io.sampan.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Options that may stand before the command as well: `sampan --json ls` is `sampan ls --json`.
final class GlobalOptions {

    private static final Set<String> MOVABLE = Set.of("--json", "-q", "--quiet");

    private GlobalOptions() {}

    /// The arguments with such options moved behind the command's name.
    static String[] behindTheCommand(String... args) {
        var before = 0;
        while (before < args.length && MOVABLE.contains(args[before])) {
            before++;
        }
        if (before == 0 || before == args.length || args[before].startsWith("-")) {
            return args;
        }
        var moved = new ArrayList<String>();
        moved.add(args[before]);
        moved.addAll(List.of(args).subList(0, before));
        moved.addAll(List.of(args).subList(before + 1, args.length));
        return moved.toArray(String[]::new);
    }
}
