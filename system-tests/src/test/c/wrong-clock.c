/*
 * A wrong clock for one program: cc -shared -fPIC, then LD_PRELOAD, with the seconds by which it is wrong in
 * WRONG_CLOCK, or in the file that WRONG_CLOCK_FILE names, as eight bytes in the machine's order: then the clock can
 * be set while the program runs. Only the time of day is wrong. Time that passes is not: a wait for a second takes a second (which the
 * libraries that fake all of time do not manage under a JVM: there each timed wait returns at once).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile long long *set;
static time_t always;

__attribute__((constructor)) static void look(void) {
    const char *seconds = getenv("WRONG_CLOCK");
    const char *file = getenv("WRONG_CLOCK_FILE");
    always = seconds ? atoll(seconds) : 0;
    int opened = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
    if (opened >= 0) {
        void *mapped = mmap(0, sizeof *set, PROT_READ, MAP_SHARED, opened, 0);
        if (mapped != MAP_FAILED) set = mapped;
        close(opened);
    }
}

static time_t wrong_by(void) {
    return set ? (time_t)*set : always;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    long failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += wrong_by();
    return (int)failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise)) return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *where) {
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise)) return -1;
    if (where) *where = precise.tv_sec;
    return precise.tv_sec;
}
