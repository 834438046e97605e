#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>

// prctl takes a variable number of arguments, which Swift cannot pass.

// Orphans of this process's descendants become its own children.
static inline int linux_become_subreaper(void)
{
	return prctl(PR_SET_CHILD_SUBREAPER, 1UL, 0UL, 0UL, 0UL);
}

// Sends the signal to this process when the thread that started it ends.
static inline int linux_signal_on_parent_death(int signal)
{
	return prctl(PR_SET_PDEATHSIG, (unsigned long)signal, 0UL, 0UL, 0UL);
}

// The C library shows these to _GNU_SOURCE only. The mask is an array of words, bit by bit.
int pipe2(int ends[2], int flags);
int sched_setaffinity(pid_t thread, size_t size, const unsigned long *mask);
int sched_getaffinity(pid_t thread, size_t size, unsigned long *mask);
