package io.sampan.cli.serve;

/// Something to close at the end that never throws a checked exception.
interface AutoClosing extends AutoCloseable {

    @Override
    void close();
}
