// The C library's allocator, whose header the module Glibc leaves out.
#include <malloc.h>
