package io.sampan.client.task;

/// Which way a task carries its file.
public enum TaskKind {
    /// To the server.
    PUT,
    /// From the server.
    GET
}
