#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>

/* Attributes are macros that Swift does not see. */
static const attr_t terminal_plain = A_NORMAL;
static const attr_t terminal_bold = A_BOLD;
static const attr_t terminal_dim = A_DIM;
static const attr_t terminal_reverse = A_REVERSE;
static const attr_t terminal_underline = A_UNDERLINE;
