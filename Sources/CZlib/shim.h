// The system's zlib (Debian: zlib1g-dev), as a module.
#include <zlib.h>
