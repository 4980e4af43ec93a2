package io.sampan.systemtests.fault;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The system calls by which a thread changes its network namespace.
@SuppressWarnings("restricted")
final class NativeNamespace {

    private static final int READ_ONLY = 0;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETNS =
            function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private NativeNamespace() {}

    /// Moves the calling thread, which must be a platform thread, for good (`setns(2)`).
    static void enter(Path namespace) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var file = (int) OPEN.invokeExact(arena.allocateFrom(namespace.toString()), READ_ONLY);
            if (file < 0) {
                throw new IOException("cannot open " + namespace);
            }
            var moved = (int) SETNS.invokeExact(file, CLONE_NEWNET);
            var _ = (int) CLOSE.invokeExact(file);
            if (moved != 0) {
                throw new IOException("may not enter " + namespace);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor shape) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }
}
