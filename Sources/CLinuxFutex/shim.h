#include <linux/futex.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// The C library has no call of its own for futex(2). The words lie in memory that processes share.

// Sleeps while a word has a value, or until a time has passed; -1 with errno ETIMEDOUT, EINTR or
// EAGAIN where nobody woke it.
static inline int linux_futex_wait(void *word, uint32_t value, long microseconds)
{
	struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};

	return (int)syscall(SYS_futex, word, FUTEX_WAIT, value, &time, (void *)0, 0);
}

// Wakes as many as sleep on a word, up to a number.
static inline void linux_futex_wake(void *word, int count)
{
	syscall(SYS_futex, word, FUTEX_WAKE, count, (void *)0, (void *)0, 0);
}
