#include <linux/fuse.h>
