// The least that reading a file of generated records can cost on this machine.
//
//     floor scan FILE.csv   counts the ends of lines
//     floor load FILE.csv   splits rows and fields, reads the times, gives every name a number, and
//                           keeps sender, recipient and time of each record in arrays
//
// One thread. Nothing is checked, and columns stand where the generator puts them (id, time, sender,
// recipient, …): it is a floor, not a reader. Prints one line of JSON. Needs AVX2; fields may be
// read up to 63 bytes past their end, so a page is mapped behind the file.

#define _GNU_SOURCE
#include <fcntl.h>
#include <immintrin.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { fieldLimit = 8, batchSize = 128, blockSize = 64 };
static const size_t hugePage = 2 << 20;

// Zeroed memory in large pages where the system has them.
static void *reserve(size_t bytes) {
  size_t rounded = (bytes + hugePage - 1) & ~(hugePage - 1);
  char *base = mmap(
    NULL, rounded + hugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED) {
    perror("floor: no memory");
    exit(71);
  }
  char *aligned = (char *)(((uintptr_t)base + hugePage - 1) & ~(uintptr_t)(hugePage - 1));
  madvise(aligned, rounded, MADV_HUGEPAGE);
  return aligned;
}

static inline uint64_t eightBytes(const char *from) {
  uint64_t word;
  memcpy(&word, from, 8);
  return word;
}

static inline uint64_t folded(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Never 0, which marks a free slot.
static inline uint32_t hashOf(const char *text, unsigned length) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ length;
  while (length > 8) {
    hash = folded(hash ^ eightBytes(text), 0xa0761d6478bd642fu);
    text += 8;
    length -= 8;
  }
  uint64_t rest = eightBytes(text) & (length == 8 ? ~0ull : (1ull << (8 * length)) - 1);
  return (uint32_t)(folded(hash ^ rest, 0xe7037ed1a0b428dbu) >> 32) | 1;
}

static inline bool equal(const char *a, const char *b, unsigned length) {
  while (length > 8) {
    if (eightBytes(a) != eightBytes(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  uint64_t differing = eightBytes(a) ^ eightBytes(b);
  return length == 8 ? differing == 0 : (differing << (64 - 8 * length)) == 0;
}

typedef struct {
  uint32_t hash, number;
  uint64_t offsetAndLength;  // the length in the lowest 24 bits
} Slot;

typedef struct {
  Slot *slots;
  uint64_t capacity, mask;
  uint32_t count;
  char *texts;
  uint64_t used;
} Names;

static void grow(Names *names) {
  Slot *old = names->slots;
  uint64_t oldCapacity = names->capacity;
  names->capacity *= 2;
  names->mask = names->capacity - 1;
  names->slots = reserve(names->capacity * sizeof(Slot));
  for (uint64_t i = 0; i < oldCapacity; i++) {
    if (!old[i].hash) continue;
    uint64_t at = old[i].hash & names->mask;
    while (names->slots[at].hash) at = (at + 1) & names->mask;
    names->slots[at] = old[i];
  }
  munmap(old, oldCapacity * sizeof(Slot));
}

static inline uint32_t numberOf(Names *names, const char *text, unsigned length, uint32_t hash) {
  uint64_t at = hash & names->mask;
  Slot *slot = &names->slots[at];
  while (slot->hash) {
    if (slot->hash == hash && (slot->offsetAndLength & 0xffffff) == length
        && equal(names->texts + (slot->offsetAndLength >> 24), text, length)) {
      return slot->number;
    }
    at = (at + 1) & names->mask;
    slot = &names->slots[at];
  }
  uint32_t number = names->count++;
  *slot = (Slot){hash, number, names->used << 24 | length};
  memcpy(names->texts + names->used, text, length);
  names->used += length;
  if (2 * (uint64_t)names->count >= names->capacity) grow(names);
  return number;
}

static inline int twoDigits(const char *at) { return (at[0] - '0') * 10 + at[1] - '0'; }

static inline int64_t dayNumber(int year, int month, int day) {
  year -= month <= 2;
  int era = year / 400;
  int yearOfEra = year - era * 400;
  int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return (int64_t)era * 146097 + dayOfEra - 719468;
}

// Seconds since 1970 of `2026-03-01T12:00:00Z` or the same with an offset of hours and minutes.
static inline int64_t secondsOf(const char *text, unsigned length) {
  int year = twoDigits(text) * 100 + twoDigits(text + 2);
  int64_t seconds = dayNumber(year, twoDigits(text + 5), twoDigits(text + 8)) * 86400
    + twoDigits(text + 11) * 3600 + twoDigits(text + 14) * 60 + twoDigits(text + 17);
  if (length >= 25) {
    int offset = twoDigits(text + 20) * 3600 + twoDigits(text + 23) * 60;
    seconds += text[19] == '-' ? offset : -offset;
  }
  return seconds;
}

// A bit for each of the 64 bytes that equals `wanted`.
static inline uint64_t matches(const char *block, __m256i wanted) {
  __m256i low = _mm256_loadu_si256((const void *)block);
  __m256i high = _mm256_loadu_si256((const void *)(block + 32));
  uint32_t lowBits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint32_t highBits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return lowBits | (uint64_t)highBits << 32;
}

static uint64_t countLines(const char *at, const char *end) {
  __m256i lineFeed = _mm256_set1_epi8('\n');
  uint64_t lines = 0;
  for (; at + blockSize <= end; at += blockSize) {
    lines += (uint64_t)__builtin_popcountll(matches(at, lineFeed));
  }
  for (; at < end; at++) lines += *at == '\n';
  return lines;
}

typedef struct {
  const char *start[fieldLimit];
  unsigned length[fieldLimit];
  int count;
} Row;

static inline void addField(Row *row, const char *start, const char *end) {
  if (row->count == fieldLimit) return;
  row->start[row->count] = start;
  row->length[row->count] = (unsigned)(end - start);
  row->count++;
}

// Byte by byte, for rows with quotes. Doubled quotes stay as they are.
static const char *quotedRow(const char *at, const char *end, Row *row) {
  const char *start = at;
  bool isQuoted = false;
  row->count = 0;
  for (;; at++) {
    bool isEnd = at >= end || (*at == '\n' && !isQuoted);
    if (isEnd || (*at == ',' && !isQuoted)) {
      bool hasQuotes = at - start >= 2 && *start == '"';
      addField(row, start + hasQuotes, at - hasQuotes);
      start = at + 1;
      if (isEnd) return start;
    } else if (*at == '"') {
      isQuoted = !isQuoted;
    }
  }
}

// Splits the row at `at` and returns where the next one begins.
static inline const char *nextRow(const char *at, const char *end, Row *row) {
  __m256i comma = _mm256_set1_epi8(','), quote = _mm256_set1_epi8('"');
  __m256i lineFeed = _mm256_set1_epi8('\n');
  const char *start = at;
  row->count = 0;
  for (const char *block = at; block < end; block += blockSize) {
    uint64_t ends = matches(block, lineFeed);
    uint64_t inRow = ends ? (ends & -ends) - 1 : ~0ull;
    if (matches(block, quote) & inRow) return quotedRow(at, end, row);
    for (uint64_t commas = matches(block, comma) & inRow; commas; commas &= commas - 1) {
      const char *here = block + __builtin_ctzll(commas);
      addField(row, start, here);
      start = here + 1;
    }
    if (ends) {
      const char *here = block + __builtin_ctzll(ends);
      addField(row, start, here);
      return here + 1;
    }
  }
  return end;
}

typedef struct {
  uint64_t rows;
  uint32_t names;
  uint64_t sum;  // of all that was kept, so that none of the work can be left out
} Loaded;

static Loaded load(const char *at, const char *end) {
  size_t bytes = (size_t)(end - at);
  Names names = {.capacity = 1 << 16, .texts = reserve(bytes / 3 + 4096 + 64), .used = 8};
  while (names.capacity < bytes / 80) names.capacity *= 2;
  names.mask = names.capacity - 1;
  names.slots = reserve(names.capacity * sizeof(Slot));
  size_t rowLimit = bytes / 40 + 16;
  uint32_t *senders = reserve(4 * rowLimit), *recipients = reserve(4 * rowLimit);
  int64_t *times = reserve(8 * rowLimit);

  // Names wait in a batch while the memory that they need is on its way.
  const char *texts[batchSize];
  unsigned lengths[batchSize];
  uint32_t hashes[batchSize];
  int waiting = 0;
  uint64_t rows = 0;
  while (at < end) {
    Row row;
    at = nextRow(at, end, &row);
    for (int field = 2; field < 4; field++) {
      uint32_t hash = hashOf(row.start[field], row.length[field]);
      texts[waiting] = row.start[field];
      lengths[waiting] = row.length[field];
      hashes[waiting] = hash;
      waiting++;
      __builtin_prefetch(&names.slots[hash & names.mask]);
    }
    times[rows++] = secondsOf(row.start[1], row.length[1]);
    if (waiting < batchSize && at < end) continue;
    for (int i = 0; i < waiting; i++) {
      Slot *slot = &names.slots[hashes[i] & names.mask];
      if (slot->hash == hashes[i]) __builtin_prefetch(names.texts + (slot->offsetAndLength >> 24));
    }
    uint64_t first = rows - (uint64_t)waiting / 2;
    for (int i = 0; i < waiting; i += 2) {
      uint64_t here = first + (uint64_t)i / 2;
      senders[here] = numberOf(&names, texts[i], lengths[i], hashes[i]);
      recipients[here] = numberOf(&names, texts[i + 1], lengths[i + 1], hashes[i + 1]);
    }
    waiting = 0;
  }
  uint64_t sum = 0;
  for (uint64_t i = 0; i < rows; i++) sum += (uint64_t)times[i] ^ senders[i] ^ recipients[i];
  return (Loaded){rows, names.count, sum};
}

int main(int count, char **arguments) {
  bool scans = count == 3 && !strcmp(arguments[1], "scan");
  if (count != 3 || (!scans && strcmp(arguments[1], "load"))) {
    fprintf(stderr, "usage: floor scan|load FILE.csv\n");
    return 64;
  }
  int file = open(arguments[2], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) || !status.st_size) {
    perror(arguments[2]);
    return 66;
  }
  size_t size = (size_t)status.st_size;
  // The bytes behind the file: a page of zeros where its last page is full.
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t room = (size + page - 1) / page * page + page;
  char *text = mmap(NULL, room, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (text == MAP_FAILED
      || mmap(text, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED) {
    perror(arguments[2]);
    return 74;
  }
  madvise(text, size, MADV_SEQUENTIAL);
  const char *end = text + size;
  if (scans) {
    printf("{\"lines\":%" PRIu64 "}\n", countLines(text, end));
    return 0;
  }
  const char *header = memchr(text, '\n', size);
  Loaded loaded = load(header ? header + 1 : end, end);
  printf(
    "{\"records\":%" PRIu64 ",\"entities\":%" PRIu32 ",\"sum\":%" PRIu64 "}\n", loaded.rows,
    loaded.names, loaded.sum);
  return 0;
}
