#ifndef CPREFETCH_H
#define CPREFETCH_H

/// Asks for a cache line before it is needed; does nothing else, whatever the address.
static inline void prefetch(const void *address) { __builtin_prefetch(address); }

#endif
