package io.sampan.client.task;

import io.sampan.model.InvalidValueException;

/// The number of a task in its home's journal: 1, 2, 3 …, short enough to type. Never used twice.
public record TaskId(long value) implements Comparable<TaskId> {

    /// @throws InvalidValueException for a number below 1
    public TaskId {
        if (value < 1) {
            throw new InvalidValueException("a task's number is 1 or more");
        }
    }

    /// @throws InvalidValueException unless `text` is a number from 1
    public static TaskId parse(String text) {
        try {
            return new TaskId(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new InvalidValueException("a task's number is 1 or more");
        }
    }

    @Override
    public int compareTo(TaskId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
