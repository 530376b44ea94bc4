/* Preloaded into a process, this lets the nth call that changes files under a folder fail, or writes down which
 * calls there were. Build: cc -shared -fPIC -O1 -o fault_shim.so fault_shim.c -ldl
 *
 * fault_watch(folder) names the folder; fault_arm(n, lasting, error) lets the nth call from now fail, and all after it
 * where lasting (a write that fails has written half); with the error -1 the process is killed there instead; fault_begin(path) has calls counted only from
 * the first on a path that begins so; fault_count() tells how many there were;
 * fault_log(file) has each written down: name, inode, path. fault_record(folder) has what a loss of power leaves
 * written down: each name made, moved or removed, and the content of each file at the moment it was synced. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long armed, seen;
static int lasting, error_number = ENOSPC;
static int log_file = -1, record_file = -1;
static char record_folder[PATH_MAX];
static long records;
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

void fault_watch(const char *path) { strncpy(folder, path, sizeof folder - 1); }
static char begin[PATH_MAX];
static int begun;
void fault_begin(const char *path) { strncpy(begin, path, sizeof begin - 1); }
void fault_arm(long nth, int stays, int error) {
    seen = 0; begun = 0; armed = nth; lasting = stays; error_number = error;
}
long fault_count(void) { return seen; }
void fault_log(const char *path) { log_file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600); }

void fault_record(const char *path) {
    char name[PATH_MAX + 16];
    strncpy(record_folder, path, sizeof record_folder - 1);
    snprintf(name, sizeof name, "%s/events", path);
    record_file = open(name, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

/* Path of an open file; 0 where it has none. */
static int path_of(int fd, char *found) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, found, PATH_MAX);
    found[size < 0 ? 0 : size] = 0;
    return size > 0;
}

/* A path below an open folder, made whole. */
static const char *whole(int at, const char *path, char *found) {
    if (path[0] == '/' || at == AT_FDCWD || !path_of(at, found)) return path;
    strncat(found, "/", PATH_MAX - strlen(found));
    strncat(found, path, PATH_MAX - strlen(found));
    return found;
}

static void record(const char *name, unsigned long inode, const char *path, const char *other) {
    char line[2 * PATH_MAX + 128];
    if (record_file < 0 || strncmp(path, folder, strlen(folder)) != 0) return;
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int size = snprintf(line, sizeof line, "%s\t%lu\t%s\t%s\n", name, inode, path, other);
    if (real(record_file, line, size) < 0) abort();
}

static void record_name(const char *name, const char *path, const char *other) {
    struct stat about;
    if (record_file < 0) return;
    pthread_mutex_lock(&recording);
    record(name, stat(path, &about) == 0 ? about.st_ino : 0, path, other);
    pthread_mutex_unlock(&recording);
}

/* After a sync: the content that is on the disk from now on. */
static void record_sync(int fd) {
    char path[PATH_MAX + 64], copy[PATH_MAX + 32], number[32], data[65536];
    struct stat about;
    if (record_file < 0 || !path_of(fd, path) || fstat(fd, &about) != 0) return;
    if (strncmp(path, folder, strlen(folder)) != 0) return;
    pthread_mutex_lock(&recording);
    snprintf(number, sizeof number, "%ld", ++records);
    if (S_ISREG(about.st_mode)) {
        int (*open_file)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
        ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
        char own[64];
        snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
        snprintf(copy, sizeof copy, "%s/%s", record_folder, number);
        int from = open_file(own, O_RDONLY), to = open_file(copy, O_WRONLY | O_CREAT, 0600);
        ssize_t size;
        while ((size = read(from, data, sizeof data)) > 0)
            if (real(to, data, size) < 0) abort();
        close(from);
        close(to);
    }
    record(S_ISDIR(about.st_mode) ? "sync folder" : "sync", about.st_ino, path, number);
    pthread_mutex_unlock(&recording);
}

static int fails(const char *name, const char *path, int fd) {
    char found[PATH_MAX + 64];
    struct stat about;
    if (!folder[0] || fd == log_file) return 0;
    if (path == NULL) {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t size = readlink(link, found, PATH_MAX);
        if (size < 0) return 0;
        found[size] = 0;
        path = found;
    }
    if (strncmp(path, folder, strlen(folder)) != 0) return 0;
    if (begin[0] && !begun && strncmp(path, begin, strlen(begin)) != 0) return 0;
    begun = 1;
    long now = __sync_add_and_fetch(&seen, 1);
    if (log_file >= 0) {
        char line[PATH_MAX + 128];
        unsigned long inode = (fd >= 0 ? fstat(fd, &about) : stat(path, &about)) == 0 ? about.st_ino : 0;
        int size = snprintf(line, sizeof line, "%s\t%lu\t%s\n", name, inode, path);
        ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
        if (real(log_file, line, size) < 0) abort();
    }
    if (armed && now == armed && error_number < 0) kill(getpid(), SIGKILL);
    if (armed && (now == armed || (lasting && now > armed))) {
        errno = error_number;
        return 1;
    }
    return 0;
}

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = dlsym(RTLD_NEXT, name)

/* A write that fails half way. */
static ssize_t half(ssize_t written) {
    (void)written;
    errno = error_number;
    return -1;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails("write", NULL, fd) ? half(real(fd, data, size / 2)) : real(fd, data, size);
}
ssize_t writev(int fd, const struct iovec *data, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return fails("write", NULL, fd) ? -1 : real(fd, data, count);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails("write", NULL, fd) ? half(real(fd, data, size / 2, at)) : real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails("write", NULL, fd) ? half(real(fd, data, size / 2, at)) : real(fd, data, size, at);
}
int fallocate(int fd, int mode, off_t at, off_t size) {
    REAL(int, "fallocate", int, int, off_t, off_t);
    return fails("allocate", NULL, fd) ? -1 : real(fd, mode, at, size);
}
int fallocate64(int fd, int mode, off64_t at, off64_t size) {
    REAL(int, "fallocate64", int, int, off64_t, off64_t);
    return fails("allocate", NULL, fd) ? -1 : real(fd, mode, at, size);
}
int posix_fallocate(int fd, off_t at, off_t size) {
    REAL(int, "posix_fallocate", int, off_t, off_t);
    return fails("allocate", NULL, fd) ? error_number : real(fd, at, size);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    int result = fails("sync", NULL, fd) ? -1 : real(fd);
    if (result == 0) record_sync(fd);
    return result;
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    int result = fails("sync", NULL, fd) ? -1 : real(fd);
    if (result == 0) record_sync(fd);
    return result;
}
int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return fails("truncate", NULL, fd) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return fails("truncate", NULL, fd) ? -1 : real(fd, size);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    int result = fails("rename", to, -1) ? -1 : real(from, to);
    if (result == 0) record_name("rename", to, from);
    return result;
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    int result = fails("rename", to, -1) ? -1 : real(a, from, b, to);
    if (result == 0) record_name("rename", to, from);
    return result;
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    int result = fails("link", to, -1) ? -1 : real(from, to);
    if (result == 0) record_name("link", to, from);
    return result;
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    int result = fails("link", to, -1) ? -1 : real(a, from, b, to, flags);
    if (result == 0) record_name("link", to, from);
    return result;
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    int result = fails("mkdir", path, -1) ? -1 : real(path, mode);
    if (result == 0) record_name("mkdir", path, "");
    return result;
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int result = real(path);
    if (result == 0) record_name("remove", path, "");
    return result;
}
int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    int result = real(path);
    if (result == 0) record_name("remove", path, "");
    return result;
}
int unlinkat(int at, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char found[2 * PATH_MAX];
    const char *name = whole(at, path, found);
    int result = real(at, path, flags);
    if (result == 0) record_name("remove", name, "");
    return result;
}
int open(const char *path, int flags, ...) {
    REAL(int, "open", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    int result = (flags & O_CREAT) && fails("open", path, -1) ? -1 : real(path, flags, mode);
    if (result >= 0 && is_new) record_name("create", path, "");
    return result;
}
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    int result = (flags & O_CREAT) && fails("open", path, -1) ? -1 : real(path, flags, mode);
    if (result >= 0 && is_new) record_name("create", path, "");
    return result;
}
