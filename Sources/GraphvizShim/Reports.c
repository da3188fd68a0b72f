#define _GNU_SOURCE
#include "GraphvizShim.h"

#include <fcntl.h>
#include <gvc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

static FILE *stream;
static char *reports;
static size_t reports_size;

static bool captures_standard_error;
static int standard_error = -1, capture = -1;
static char captured[16384];
static struct sigaction abort_action;

static int report(char *piece) { return stream ? fputs(piece, stream) : 0; }

static int open_capture(void) {
#if defined(__linux__)
  int memory = memfd_create("graphviz", MFD_CLOEXEC);
  if (memory >= 0) return memory;
#endif
  FILE *file = tmpfile();
  if (!file) return open("/dev/null", O_RDWR | O_CLOEXEC);
  int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  fclose(file);
  return descriptor;
}

static void release_standard_error(void) {
  fflush(stderr);
  ssize_t count = capture < 0 ? 0 : pread(capture, captured, sizeof captured - 1, 0);
  captured[count > 0 ? count : 0] = '\0';
  if (standard_error >= 0) {
    dup2(standard_error, STDERR_FILENO);
  } else if (capture != STDERR_FILENO) {
    close(STDERR_FILENO);  // it was closed before
  }
}

// Graphviz ends the process when it finds its own mistakes; its last words must not be lost.

static void speak_last(void) {
  if (capture < 0) return;
  release_standard_error();
  ssize_t written = write(STDERR_FILENO, captured, strlen(captured));
  (void)written;
}

static void on_abort(int signal) {
  (void)signal;
  speak_last();
}

void gvs_collect_begin(bool captures) {
  static bool watches_exit;
  free(reports);
  reports = NULL;
  stream = open_memstream(&reports, &reports_size);
  agseterrf(report);
  captured[0] = '\0';
  captures_standard_error = captures;
  if (!captures) return;

  if (!watches_exit) watches_exit = atexit(speak_last) == 0;
  fflush(stderr);
  standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  capture = open_capture();
  if (capture >= 0) dup2(capture, STDERR_FILENO);
  sigaction(SIGABRT, &(struct sigaction){.sa_handler = on_abort}, &abort_action);
}

void gvs_collect_end(void) {
  if (stream) fclose(stream);
  stream = NULL;
  if (!captures_standard_error) return;
  sigaction(SIGABRT, &abort_action, NULL);
  release_standard_error();
  if (capture >= 0) close(capture);
  if (standard_error >= 0) close(standard_error);
  capture = standard_error = -1;
  captures_standard_error = false;
}

const char *gvs_reports(void) { return reports ? reports : ""; }

const char *gvs_captured(void) { return captured; }
