#include <linux/fuse.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <unistd.h>

// What the C library shows to _GNU_SOURCE only; that cannot be defined here, since it changes
// structures that other modules have seen without it.
int sem_clockwait(void *semaphore, int clock, const void *deadline);
int memfd_create(const char *name, unsigned int flags);
// By hand: its header names file types a second time.
int fcntl(int descriptor, int command, ...);

// A file in memory of a fixed size, which closes on exec; -1 where the system has none. It cannot
// be cut short by whoever else maps it (F_ADD_SEALS with F_SEAL_SHRINK and F_SEAL_GROW).
static inline int linux_shared_memory(size_t size)
{
	int descriptor = memfd_create("patch-replay", 3U);

	if (descriptor >= 0 &&
	    (ftruncate(descriptor, (off_t)size) != 0 || fcntl(descriptor, 1033, 2 | 4) != 0)) {
		close(descriptor);
		return -1;
	}
	return descriptor;
}

// Lets a process reach this one's memory where the Yama module keeps it from all but ancestors.
static inline void linux_allow_memory_access(int process)
{
	prctl(PR_SET_PTRACER, (unsigned long)process, 0UL, 0UL, 0UL);
}
