#ifndef TERMINAL_GUARD_H
#define TERMINAL_GUARD_H

/* Remembers how the terminal is set and puts it back when the program crashes: its modes, the screen
   that was there before, and the cursor. Returns 0, or an error number. */
int terminal_guard_arm(int terminal);

/* Forgets the terminal, which somebody else has put back. */
void terminal_guard_disarm(void);

#endif
