package io.sampan.model;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Why something failed, in words for a person: never `null`, never a class name. Messages of the
/// JDK are the path alone for some faults of files, and missing for some of the network.
public final class Reason {

    /// What the native transport puts before the system's text.
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Reason() {}

    /// The words of the deepest cause that has any.
    public static String of(Throwable fault) {
        var deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return words(deepest);
    }

    /// The message with the reason behind it, unless it is in the message already.
    public static String after(String message, Throwable cause) {
        var reason = of(cause);
        return message.contains(reason) ? message : message + ": " + reason;
    }

    private static String words(Throwable fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there already";
            case NotDirectoryException _ -> "it is no folder";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case java.net.UnknownHostException _ -> "no such host";
            case UnresolvedAddressException _ -> "no such host";
            case ClosedChannelException _ -> "it was closed";
            case Throwable other -> said(other);
        };
    }

    private static String said(Throwable fault) {
        var message = fault.getMessage();
        if (message == null || message.isBlank()) {
            var name = fault.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
            return WORD_START.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
        }
        return SYSTEM_CALL.matcher(message.lines().findFirst().orElse(message)).replaceFirst("");
    }
}
