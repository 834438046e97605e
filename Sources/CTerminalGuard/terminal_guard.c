#include "terminal_guard.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

/* A handler of signals can reach nothing but what is global; this is C because nothing of Swift's
   runtime may be used while a crash is handled. */
static struct termios saved;
static volatile sig_atomic_t guarded = -1;

/* A stack of its own, for a program that has used its stack up. */
static char stack[16384];

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};

/* Attributes off, the normal screen, the cursor shown, as xterm and its kin understand it. */
static const char normal[] = "\033[0m\033[?1049l\033[?25h\r\n";

static void restore(int number) {
  int terminal = guarded;
  if (terminal >= 0) {
    guarded = -1;
    tcsetattr(terminal, TCSANOW, &saved);
    ssize_t written = write(terminal, normal, sizeof normal - 1);
    (void)written;
  }
  signal(number, SIG_DFL);
  raise(number);
}

int terminal_guard_arm(int terminal) {
  if (tcgetattr(terminal, &saved) != 0) return errno;
  struct sigaction action = {.sa_handler = restore, .sa_flags = SA_NODEFER | SA_ONSTACK};
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
  if (sigaltstack(&own, NULL) != 0) return errno;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    if (sigaction(crashes[i], &action, NULL) != 0) return errno;
  }
  guarded = terminal;
  return 0;
}

void terminal_guard_disarm(void) { guarded = -1; }
