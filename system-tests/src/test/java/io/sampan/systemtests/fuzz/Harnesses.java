package io.sampan.systemtests.fuzz;

import io.netty.buffer.Unpooled;
import io.sampan.cli.CommandException;
import io.sampan.cli.serve.ServerFile;
import io.sampan.cli.setting.Toml;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.journal.Journal;
import io.sampan.disk.AtomicFile;
import io.sampan.disk.BootId;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.LeafTableFile;
import io.sampan.model.InvalidValueException;
import io.sampan.model.UserName;
import io.sampan.wire.frame.FrameCodec;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Prelude;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// All of them, by the name of their corpus.
enum Harnesses implements Harness {
    /// A prelude and a header, as they come from a stranger. What is read is written again and read
    /// once more: that is the same frame.
    FRAMES {
        @Override
        public void feed(byte[] bytes) {
            if (bytes.length < Prelude.BYTES) {
                return;
            }
            try {
                var prelude = Prelude.read(Unpooled.wrappedBuffer(bytes), FrameLimits.MEMBER);
                same(prelude.type(), ByteBuffer.wrap(bytes).position(Prelude.BYTES).slice());
            } catch (MalformedFrameException refused) {
                // As it should be.
            }
        }
    },
    /// A header of the schema alone, behind one byte for its type.
    SCHEMA {
        @Override
        public void feed(byte[] bytes) {
            if (bytes.length == 0) {
                return;
            }
            try {
                same(bytes[0] & 0x3F, ByteBuffer.wrap(bytes).position(1).slice());
            } catch (MalformedFrameException refused) {
                // As it should be.
            }
        }
    },
    /// An invitation. What is taken is the same after it was written and read again.
    LINK {
        @Override
        public void feed(byte[] bytes) {
            InviteLink link;
            try {
                link = InviteLink.parse(new String(bytes, StandardCharsets.UTF_8));
            } catch (InvalidValueException refused) {
                return;
            }
            require(InviteLink.parse(link.toLink()).equals(link), "a link changes");
        }
    },
    /// A server's configuration.
    CONFIGURATION {
        @Override
        public void feed(byte[] bytes) throws IOException {
            try {
                var _ = Toml.read(Files.write(fresh("server.toml"), bytes), ServerFile.class);
            } catch (CommandException | InvalidValueException refused) {
                // As it should be.
            }
        }
    },
    /// A leaf table, beside three leaves of zeros.
    LEAF_TABLE {
        @Override
        public void feed(byte[] bytes) throws IOException {
            var path = Files.write(fresh("film.leaves"), bytes);
            var content = FOLDER.resolve("film");
            try (var file = Disk.real().open(content, Disk.Access.CREATE)) {
                file.truncate(3 << 20);
                try (var table = LeafTableFile.open(Disk.real(), path, BootId.current(), file)) {
                    require(table.held().total() <= 3 << 20, "more is held than there is");
                    if (table.size() < 1L << 30) {
                        table.sync(file);
                    }
                }
            } catch (DiskException refused) {
                // As it should be.
            }
            require(Files.exists(path), "a file is deleted");
        }
    },
    /// A journal: SQLite's file with some of its bytes changed, for as it is few inputs get past
    /// the first page. An input is a list of places (2 bytes each) and of what is put there.
    JOURNAL {
        @Override
        public void feed(byte[] bytes) throws IOException {
            var path = fresh("journal.db");
            try (var made = journal(path)) {
                made.forgetOver();
            }
            var file = Files.readAllBytes(path);
            for (var at = 0; at + 2 < bytes.length; at += 3) {
                var place = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
                file[place % file.length] = bytes[at + 2];
            }
            Files.write(path, file);
            try (var journal = journal(path)) {
                var _ = journal.all(true);
                var _ = journal.forgetOver();
            } catch (DiskException refused) {
                // As it should be.
            }
            try (var files = Files.list(FOLDER)) {
                require(
                        files.anyMatch(name -> name.toString().contains("journal.db")),
                        "a file is deleted");
            }
        }

        private Journal journal(Path path) {
            return Journal.open(path, new UserName("alice"), InstantSource.system());
        }
    },
    /// An identity, a small file that is replaced as a whole.
    IDENTITY {
        @Override
        public void feed(byte[] bytes) throws IOException {
            var path = Files.write(fresh("identity"), bytes);
            try {
                var _ = new IdentityFile(Disk.real(), FOLDER).read();
            } catch (DiskException refused) {
                require(
                        Files.exists(path) || Files.exists(FOLDER.resolve("identity.damaged")),
                        "a file is deleted");
            }
            new AtomicFile(Disk.real(), path).replace(bytes);
            require(
                    new AtomicFile(Disk.real(), path).read(1 << 20).isPresent(),
                    "a file that was written is not there");
        }
    };

    private static final Path FOLDER = folder();

    private static Path folder() {
        try {
            var memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "sampan-fuzz-")
                    : Files.createTempDirectory("sampan-fuzz-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A path at which nothing is, in a folder that is empty.
    private static Path fresh(String name) throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (var old : files.toList()) {
                Files.delete(old);
            }
        }
        return FOLDER.resolve(name);
    }

    private static void same(int type, ByteBuffer header) {
        var frame = FrameCodec.decode(type, header);
        var encoded = FrameCodec.encode(frame);
        var again =
                FrameCodec.decode(encoded.type(), ByteBuffer.wrap(encoded.header().toByteArray()));
        require(again.equals(frame), "a frame changes when it is written and read");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
