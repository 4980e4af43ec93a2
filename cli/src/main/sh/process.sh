# What a process of Sampan needs of its surroundings; to be sourced by a launcher before it starts the
# JVM: open standard streams, a UTF-8 locale, and what the terminal is like.

# A standard stream that is closed (`<&-`) leaves its number to whatever the JVM opens first, which
# would then be read as our input, or overwritten by our output. Each one is opened on /dev/null the
# wrong way round, so that using it fails: nothing was given to read, and what is written is not seen.
open_closed_streams() {
    { : 3<&0; } 2>/dev/null || exec 0>/dev/null
    { : 3>&1; } 2>/dev/null || exec 1</dev/null
    { : 3>&2; } || exec 2>/dev/null
}

# Whether the shell speaks UTF-8 in the locale $1: where it is not installed, the shell stays in C.
is_utf8_locale() {
    local word=$'\303\244'
    { LC_ALL=C && LC_ALL=$1; } 2>/dev/null
    [[ ${#word} == 1 ]]
}

# The JVM takes the encoding of paths and arguments from the locale. Where the environment names one
# that is not installed, that is ASCII, without a word: files could not be opened, and paths in the
# journal not be read. The system's texts of errors come from the locale too, and are looked into. So:
# the first UTF-8 locale that this system has, in English if there is one.
use_utf8_locale() {
    local given=${LC_ALL:-${LC_CTYPE:-${LANG:-}}} locale
    [[ $OSTYPE == darwin* ]] && return
    export LC_ALL
    for locale in C.UTF-8 C.utf8 en_US.UTF-8 en_GB.UTF-8 "$given"; do
        is_utf8_locale "$locale" && return
    done
    while IFS= read -r locale; do
        is_utf8_locale "$locale" && return
    done < <(locale -a 2>/dev/null)
    { LC_ALL=C.UTF-8; } 2>/dev/null
}

# Sets `terminal_streams` (which of 1 and 2 are terminals) and `terminal_columns`: asking from within
# the JVM would need native code.
describe_terminal() {
    local size=
    terminal_streams=
    terminal_columns=80
    [[ -t 1 ]] && terminal_streams=1
    [[ -t 2 ]] && terminal_streams+=2
    case $terminal_streams in
        *2*) { size=$(stty size <&3 2>/dev/null) || true; } 3>&2 ;;
        *1*) { size=$(stty size <&3 2>/dev/null) || true; } 3>&1 ;;
    esac
    # A terminal that does not know its size says 0.
    [[ $size =~ ^[0-9]+\ [1-9][0-9]*$ ]] && terminal_columns=${size#* }
    return 0
}
