// Looks at text 64 bytes at a time for the bytes that mean something to a reader of rows.
#ifndef CBYTESCAN_H
#define CBYTESCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__linux__)
#include <sys/mman.h>
#endif

/// Asks for large pages for memory that is looked into at random, before it is written to.
///
/// It changes nothing where the system has none.
static inline void bytescan_prefer_large_pages(void *start, size_t count) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  uintptr_t page = 4096;
  uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)start + count) & ~(page - 1);
  if (end > first) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)start;
  (void)count;
#endif
}

/// Asks for a cache line before it is needed.
static inline void bytescan_prefetch(const void *address) { __builtin_prefetch(address); }

#if defined(__SSE2__)

typedef __m128i bytescan_vector;
static inline bytescan_vector bytescan_load(const uint8_t *text) {
  return _mm_loadu_si128((const __m128i *)text);
}
static inline bytescan_vector bytescan_all(uint8_t byte) { return _mm_set1_epi8((char)byte); }
static inline bytescan_vector bytescan_equal(bytescan_vector a, bytescan_vector b) {
  return _mm_cmpeq_epi8(a, b);
}
static inline bytescan_vector bytescan_or(bytescan_vector a, bytescan_vector b) {
  return _mm_or_si128(a, b);
}
/// Whether bytes of `a` are at most those of `b`.
static inline bytescan_vector bytescan_at_most(bytescan_vector a, bytescan_vector b) {
  return _mm_cmpeq_epi8(_mm_min_epu8(a, b), a);
}
static inline uint64_t bytescan_bits(
    bytescan_vector a, bytescan_vector b, bytescan_vector c, bytescan_vector d) {
  uint64_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
  uint64_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;
  return low | high << 32;
}
#define BYTESCAN_WIDE 1

#elif defined(__ARM_NEON) && defined(__aarch64__)

typedef uint8x16_t bytescan_vector;
static inline bytescan_vector bytescan_load(const uint8_t *text) { return vld1q_u8(text); }
static inline bytescan_vector bytescan_all(uint8_t byte) { return vdupq_n_u8(byte); }
static inline bytescan_vector bytescan_equal(bytescan_vector a, bytescan_vector b) {
  return vceqq_u8(a, b);
}
static inline bytescan_vector bytescan_or(bytescan_vector a, bytescan_vector b) {
  return vorrq_u8(a, b);
}
static inline bytescan_vector bytescan_at_most(bytescan_vector a, bytescan_vector b) {
  return vcleq_u8(a, b);
}
static inline uint64_t bytescan_bits(
    bytescan_vector a, bytescan_vector b, bytescan_vector c, bytescan_vector d) {
  const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, weights), vandq_u8(b, weights));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, weights), vandq_u8(d, weights));
  uint8x16_t sums = vpaddq_u8(low, high);
  sums = vpaddq_u8(sums, sums);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sums), 0);
}
#define BYTESCAN_WIDE 1

#endif

/// The bytes that a scan finds besides `;`, 0xEF (which begins the wide forms of signs) and quotes.
typedef enum {
  /// The separator, LF and CR.
  bytescan_separated,
  /// The backslash and all below a space.
  bytescan_json,
} bytescan_kind;

static inline int bytescan_is_found(uint8_t byte, uint8_t separator, bytescan_kind kind) {
  if (byte == '"' || byte == ';' || byte == 0xEF) return 1;
  if (kind == bytescan_json) return byte < 0x20 || byte == '\\';
  return byte == separator || byte == '\n' || byte == '\r';
}

/// For each of 64 bytes, whether a scan finds it.
static inline uint64_t bytescan_mask(const uint8_t *text, uint8_t separator, bytescan_kind kind) {
#if BYTESCAN_WIDE
  bytescan_vector found[4];
  const bytescan_vector quote = bytescan_all('"'), list = bytescan_all(';'),
                        wide = bytescan_all(0xEF), first = bytescan_all(separator),
                        line = bytescan_all('\n'), carriage = bytescan_all('\r'),
                        slash = bytescan_all('\\'), control = bytescan_all(0x1F);
  for (int part = 0; part < 4; part++) {
    bytescan_vector bytes = bytescan_load(text + 16 * part);
    bytescan_vector hits = bytescan_or(
        bytescan_or(bytescan_equal(bytes, quote), bytescan_equal(bytes, list)),
        bytescan_equal(bytes, wide));
    if (kind == bytescan_json) {
      hits = bytescan_or(
          hits, bytescan_or(bytescan_equal(bytes, slash), bytescan_at_most(bytes, control)));
    } else {
      hits = bytescan_or(
          hits, bytescan_or(
                    bytescan_equal(bytes, first),
                    bytescan_or(bytescan_equal(bytes, line), bytescan_equal(bytes, carriage))));
    }
    found[part] = hits;
  }
  return bytescan_bits(found[0], found[1], found[2], found[3]);
#else
  uint64_t mask = 0;
  for (int place = 0; place < 64; place++) {
    mask |= (uint64_t)bytescan_is_found(text[place], separator, kind) << place;
  }
  return mask;
#endif
}

/// Writes the places of what a scan finds in `text[start..<end]`, counted from `text`.
///
/// `places` must have room for as many as there are bytes, and 64 more.
static inline size_t bytescan_find(
    const uint8_t *text, size_t start, size_t end, uint8_t separator, bytescan_kind kind,
    uint32_t *places) {
  size_t count = 0;
  size_t position = start;
  for (; position + 64 <= end; position += 64) {
    uint64_t mask = kind == bytescan_json ? bytescan_mask(text + position, separator, bytescan_json)
                                          : bytescan_mask(text + position, separator, bytescan_separated);
    size_t next = count + (size_t)__builtin_popcountll(mask);
    // Writing a few places too many costs less than asking after each whether it was the last.
    uint32_t *place = places + count;
    while (mask) {
      for (int step = 0; step < 4; step++) {
        place[step] = (uint32_t)(position + (size_t)(mask ? __builtin_ctzll(mask) : 0));
        mask &= mask - 1;
      }
      place += 4;
    }
    count = next;
  }
  for (; position < end; position++) {
    places[count] = (uint32_t)position;
    count += (size_t)bytescan_is_found(text[position], separator, kind);
  }
  return count;
}

/// The length of the character of UTF-8 that begins with a byte above 0x7F, 0 where none does.
static inline size_t bytescan_character(const uint8_t *text, size_t left) {
  uint8_t first = text[0];
  size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || length > left) return 0;
  // The second byte's range depends on the first (Unicode, table 3-7).
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (text[1] < low || text[1] > high) return 0;
  for (size_t place = 2; place < length; place++) {
    if ((text[place] & 0xC0) != 0x80) return 0;
  }
  return length;
}

/// The number of bytes at the start of a text that are UTF-8 without a zero byte: all of them, or
/// those before the first that is not.
static inline size_t bytescan_valid(const uint8_t *text, size_t count) {
  size_t position = 0;
  while (position < count) {
#if BYTESCAN_WIDE
    const bytescan_vector zero = bytescan_all(0), high = bytescan_all(0x80);
    while (position + 64 <= count) {
      bytescan_vector hits[4];
      for (int part = 0; part < 4; part++) {
        bytescan_vector bytes = bytescan_load(text + position + 16 * part);
        hits[part] = bytescan_or(bytescan_equal(bytes, zero), bytescan_at_most(high, bytes));
      }
      uint64_t mask = bytescan_bits(hits[0], hits[1], hits[2], hits[3]);
      if (mask) {
        position += (size_t)__builtin_ctzll(mask);
        break;
      }
      position += 64;
    }
    if (position >= count) return count;
#endif
    if (text[position] == 0) return position;
    while (position < count && text[position] >= 0x80) {
      size_t length = bytescan_character(text + position, count - position);
      if (length == 0) return position;
      position += length;
    }
    if (position < count && text[position] != 0 && text[position] < 0x80) position++;
  }
  return count;
}

#endif
