# Finds a JDK 25 or newer; to be sourced. Sets `jdk` (its home) and `jdk_version`.
# Looks in JAVA_HOME, on the PATH, then where JVMs are usually installed. Reads each one's `release`
# file, so that no JVM has to be started to ask.

readonly wanted_jdk=25

# Whether the folder $1 is the home of a JDK that is new enough.
accept_jdk() {
    local home=$1 line major
    [[ -x $home/bin/java && -f $home/release ]] || return 1
    while IFS= read -r line || [[ -n $line ]]; do
        case $line in
            JAVA_VERSION=*) major=${line#JAVA_VERSION=} ;;
            JAVA_RUNTIME_VERSION=*) jdk_version=${line#JAVA_RUNTIME_VERSION=} ;;
        esac
    done <"$home/release"
    major=${major:-0}
    major=${major//[\"$'\r']/}
    [[ ${jdk_version:-} ]] || jdk_version=$major
    jdk_version=${jdk_version//[^0-9A-Za-z.+-]/}
    major=${major%%[!0-9]*}
    [[ ${major:-0} -ge $wanted_jdk ]] || return 1
    jdk=$home
}

find_jdk() {
    local java home
    if [[ ${JAVA_HOME:-} ]] && accept_jdk "${JAVA_HOME%/}"; then
        return 0
    fi
    java=$(command -v java || true)
    while [[ -L $java ]]; do
        home=$(readlink "$java")
        [[ $home == /* ]] && java=$home || java=${java%/*}/$home
    done
    if [[ $java == */bin/java ]] && accept_jdk "${java%/bin/java}"; then
        return 0
    fi
    if [[ -x /usr/libexec/java_home ]]; then
        home=$(/usr/libexec/java_home -v "$wanted_jdk+" 2>/dev/null || true)
        if [[ $home ]] && accept_jdk "$home"; then
            return 0
        fi
    fi
    for home in \
        /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*java* \
        /usr/local/*jdk* /usr/local/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        ~/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        ~/.sdkman/candidates/java/* ~/.jdks/* ~/.gradle/jdks/* ~/.jbang/cache/jdks/* \
        ~/.asdf/installs/java/* ~/.local/share/mise/installs/java/* ~/.jabba/jdk/* \
        ~/.nix-profile /run/current-system/sw; do
        if accept_jdk "$home" || accept_jdk "$home/lib/openjdk"; then
            return 0
        fi
    done
    return 1
}
