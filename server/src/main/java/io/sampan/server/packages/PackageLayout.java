package io.sampan.server.packages;

/// Where the fields of the struct lie: little endian, aligned as a C++ compiler for x86-64 does it.
///
/// ```
///                                  SEED      MD5
///   int8    msg_type                  0        0
///   int8    file_type                 1        1
///   char    file_name[256]            2        2    UTF-8, NUL-terminated
///   char    md5[50]                   –      258    lower-case hex, NUL-terminated
///   uint64  file_size               264      312
///   uint32  block_now_num           272      320
///   uint64  off_set                 280      328
///   whole struct                    288      336
/// ```
///
/// The bytes between the fields are padding: ignored in what is read, zero in what is written.
public enum PackageLayout {
    /// As the seed has it.
    SEED(288, 264, 9),
    /// With an MD5, and a message type to ask for one.
    MD5(336, 312, 10);

    static final int FILE_TYPE_AT = 1;
    static final int NAME_AT = 2;
    static final int NAME_BYTES = 256;
    static final int MD5_AT = NAME_AT + NAME_BYTES;

    private final int bytes;
    private final int numbersAt;
    private final int ok;

    PackageLayout(int bytes, int numbersAt, int ok) {
        this.bytes = bytes;
        this.numbersAt = numbersAt;
        this.ok = ok;
    }

    /// Bytes of the struct.
    int bytes() {
        return bytes;
    }

    int sizeAt() {
        return numbersAt;
    }

    int blockAt() {
        return numbersAt + 8;
    }

    int offsetAt() {
        return numbersAt + 16;
    }

    /// The last message type that asks for something; the first is 1.
    int lastRequest() {
        return this == MD5 ? 8 : 7;
    }

    /// The message type that says yes; the next one says no.
    int ok() {
        return ok;
    }

    int failed() {
        return ok + 1;
    }
}
