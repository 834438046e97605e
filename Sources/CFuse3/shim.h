#define FUSE_USE_VERSION 314
#include <fcntl.h>
#include <fts.h>
#include <fuse_lowlevel.h>
#include <sys/uio.h>

// Calls and flags of Linux that the C library shows to _GNU_SOURCE only. That cannot be defined
// here: it changes structures that other modules have seen without it.
#ifndef O_PATH
#define O_PATH __O_PATH
#define O_NOATIME __O_NOATIME
#define AT_EMPTY_PATH 0x1000
#endif
int renameat2(int old_directory, const char *old_name, int new_directory, const char *new_name,
              unsigned int flags);
ssize_t getdents64(int directory, void *buffer, size_t size);
ssize_t process_vm_readv(pid_t process, const struct iovec *local, unsigned long local_count,
                         const struct iovec *remote, unsigned long remote_count,
                         unsigned long flags);
ssize_t process_vm_writev(pid_t process, const struct iovec *local, unsigned long local_count,
                          const struct iovec *remote, unsigned long remote_count,
                          unsigned long flags);
