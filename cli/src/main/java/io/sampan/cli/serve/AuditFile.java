package io.sampan.cli.serve;

import io.sampan.core.identity.AuditLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The file `audit.jsonl` of a server's home: one JSON object on each line, with `time` and
/// `event`. At 10 MiB it is moved to `audit.jsonl.1`, that to `.2`, up to `.5`. Only its owner can
/// read it.
public final class AuditFile implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    private static final long MOST_BYTES = 10L << 20;
    private static final int KEPT = 5;

    private final Path file;
    private final InstantSource clock;

    /// The log of a server's home; nothing is opened before the first line.
    public AuditFile(Path home, InstantSource clock) {
        this.file = home.resolve("audit.jsonl");
        this.clock = clock;
    }

    @Override
    public synchronized void note(String event, Map<String, String> facts) {
        var line = new LinkedHashMap<String, String>();
        line.put("time", clock.instant().toString());
        line.put("event", event);
        line.putAll(facts);
        try {
            rotate();
            // One write, at the end of the file: a command may write there as well.
            Files.write(
                    file,
                    (JsonMapper.shared().writeValueAsString(line) + "\n")
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("event", event)
                    .addKeyValue("reason", e.getMessage())
                    .log("the audit log cannot be written");
        }
    }

    private void rotate() throws IOException {
        if (Files.exists(file) && Files.size(file) >= MOST_BYTES) {
            for (var i = KEPT - 1; i >= 1; i--) {
                if (Files.exists(old(i))) {
                    Files.move(old(i), old(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, old(1), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(file)) {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        }
    }

    private Path old(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
