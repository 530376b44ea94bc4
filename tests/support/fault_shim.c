/* Preloaded into a process, this lets the nth call that changes files under a folder fail, or writes down which
 * calls there were. Build: cc -shared -fPIC -O1 -o fault_shim.so fault_shim.c -ldl
 *
 * fault_watch(folder) names the folder; fault_arm(n, lasting, error) lets the nth call from now fail, and all after it
 * where lasting; fault_count() tells how many there were; fault_log(file) has each written down: name, inode, path. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
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
static int log_file = -1;

void fault_watch(const char *path) { strncpy(folder, path, sizeof folder - 1); }
void fault_arm(long nth, int stays, int error) { seen = 0; armed = nth; lasting = stays; error_number = error; }
long fault_count(void) { return seen; }
void fault_log(const char *path) { log_file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600); }

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
    long now = __sync_add_and_fetch(&seen, 1);
    if (log_file >= 0) {
        char line[PATH_MAX + 128];
        unsigned long inode = (fd >= 0 ? fstat(fd, &about) : stat(path, &about)) == 0 ? about.st_ino : 0;
        int size = snprintf(line, sizeof line, "%s\t%lu\t%s\n", name, inode, path);
        ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
        if (real(log_file, line, size) < 0) abort();
    }
    if (armed && (now == armed || (lasting && now > armed))) {
        errno = error_number;
        return 1;
    }
    return 0;
}

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails("write", NULL, fd) ? -1 : real(fd, data, size);
}
ssize_t writev(int fd, const struct iovec *data, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return fails("write", NULL, fd) ? -1 : real(fd, data, count);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails("write", NULL, fd) ? -1 : real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails("write", NULL, fd) ? -1 : real(fd, data, size, at);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    return fails("sync", NULL, fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return fails("sync", NULL, fd) ? -1 : real(fd);
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
    return fails("rename", to, -1) ? -1 : real(from, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return fails("rename", to, -1) ? -1 : real(a, from, b, to);
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return fails("link", to, -1) ? -1 : real(from, to);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return fails("link", to, -1) ? -1 : real(a, from, b, to, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fails("mkdir", path, -1) ? -1 : real(path, mode);
}
int open(const char *path, int flags, ...) {
    REAL(int, "open", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (flags & O_CREAT) && fails("open", path, -1) ? -1 : real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (flags & O_CREAT) && fails("open", path, -1) ? -1 : real(path, flags, mode);
}
