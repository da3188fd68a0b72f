#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "GraphvizShim.h"
#if defined(__linux__)
#include <sys/prctl.h>
#endif
#if defined(__APPLE__)
#include <crt_externs.h>
#include <mach-o/dyld.h>
#define environ (*_NSGetEnviron())
#else
extern char **environ;
#endif

const char *gvs_own_path(void) {
#if defined(__APPLE__)
  static char path[PATH_MAX];
  uint32_t size = sizeof path;
  return _NSGetExecutablePath(path, &size) ? "" : path;
#else
  return "/proc/self/exe";
#endif
}

// Descriptors 0, 1 and 2 are free in a parent that has closed its own streams, and would be
// written over while those of the child are put there.
static bool lift(int *descriptor) {
  if (*descriptor > STDERR_FILENO) return true;
  int lifted = fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (lifted < 0) return false;
  close(*descriptor);
  *descriptor = lifted;
  return true;
}

static bool open_pair(int pair[2], bool is_socket) {
#if defined(__linux__)
  int failed = is_socket ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)
                         : pipe2(pair, O_CLOEXEC);
#else
  int failed = is_socket ? socketpair(AF_UNIX, SOCK_STREAM, 0, pair) : pipe(pair);
#endif
  if (failed) {
    pair[0] = pair[1] = -1;
    return false;
  }
#if !defined(__linux__)
  for (int i = 0; i < 2; i++) fcntl(pair[i], F_SETFD, FD_CLOEXEC);
#endif
#if defined(SO_NOSIGPIPE)
  if (is_socket) setsockopt(pair[0], SOL_SOCKET, SO_NOSIGPIPE, &(int){1}, sizeof(int));
#endif
  return lift(&pair[0]) && lift(&pair[1]) && !fcntl(pair[0], F_SETFL, O_NONBLOCK);
}

void gvs_close(int *descriptor) {
  if (*descriptor >= 0) close(*descriptor);
  *descriptor = -1;
}

static void close_pair(int pair[2]) {
  gvs_close(&pair[0]);
  gvs_close(&pair[1]);
}

/// The environment, in which Swift does not spend seconds on what a failed child was doing.
static char **child_environment(void) {
  static const char name[] = "SWIFT_BACKTRACE=";
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **copy = malloc((count + 2) * sizeof *copy);
  if (!copy) return NULL;
  size_t kept = 0;
  for (size_t i = 0; i < count && environ[i]; i++) {
    if (strncmp(environ[i], name, sizeof name - 1)) copy[kept++] = environ[i];
  }
  copy[kept++] = "SWIFT_BACKTRACE=enable=no";
  copy[kept] = NULL;
  return copy;
}

static char **child_arguments(const char *path, const char *arguments, size_t count) {
  char **list = malloc((count + 2) * sizeof *list);
  if (!list) return NULL;
  list[0] = (char *)path;
  for (size_t i = 1; i <= count; i++) {
    list[i] = (char *)arguments;
    arguments += strlen(arguments) + 1;
  }
  list[count + 1] = NULL;
  return list;
}

static int spawn(int *pid, const char *path, char **arguments, char **environment,
                 const int streams[3]) {
  posix_spawn_file_actions_t actions;
  int failed = posix_spawn_file_actions_init(&actions);
  if (failed) return failed;
  posix_spawnattr_t attributes;
  failed = posix_spawnattr_init(&attributes);
  if (failed) {
    posix_spawn_file_actions_destroy(&actions);
    return failed;
  }
  for (int i = 0; i < 3 && !failed; i++) {
    failed = posix_spawn_file_actions_adddup2(&actions, streams[i], i);
  }
  // In a group of its own, a child can be ended with all that it has started.
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
  if (!failed) failed = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
#endif
#endif
#if defined(POSIX_SPAWN_CLOEXEC_DEFAULT)
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  sigset_t signals;
  sigemptyset(&signals);
  if (!failed) failed = posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  if (!failed) failed = posix_spawnattr_setsigdefault(&attributes, &signals);
  if (!failed) failed = posix_spawnattr_setflags(&attributes, flags);
  if (!failed) failed = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

int gvs_child_start(gvs_child *child, const char *path, const char *arguments, size_t count) {
  int input[2] = {-1, -1}, output[2] = {-1, -1}, errors[2] = {-1, -1};
  char **list = child_arguments(path, arguments, count);
  char **environment = child_environment();
  int failed = list && environment ? 0 : ENOMEM;
  // A socket can be written to without a signal when the child no longer reads.
  if (!failed && !(open_pair(input, true) && open_pair(output, false) && open_pair(errors, false)))
    failed = errno;
  if (!failed) {
    int streams[3] = {input[1], output[1], errors[1]};
    failed = spawn(&child->pid, path, list, environment, streams);
  }
  free(list);
  free(environment);
  if (failed) {
    close_pair(input);
    close_pair(output);
    close_pair(errors);
    return failed;
  }
  close(input[1]);
  close(output[1]);
  close(errors[1]);
  child->input = input[0];
  child->output = output[0];
  child->errors = errors[0];
  return 0;
}

ptrdiff_t gvs_child_send(const gvs_child *child, const void *bytes, size_t count) {
#if defined(MSG_NOSIGNAL)
  return send(child->input, bytes, count, MSG_NOSIGNAL);
#else
  return send(child->input, bytes, count, 0);
#endif
}

typedef enum { RUNNING, ENDED, GONE } state;

static state state_of(const gvs_child *child) {
  siginfo_t info = {0};
  if (waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT)) {
    // The process lets its children go uncollected.
    return errno == ECHILD ? GONE : RUNNING;
  }
  return info.si_pid ? ENDED : RUNNING;
}

bool gvs_child_has_ended(const gvs_child *child) { return state_of(child) != RUNNING; }

bool gvs_child_collect(const gvs_child *child, int *status) {
  // The number of a child that is gone may be that of another process by now.
  if (state_of(child) == GONE) return false;
  kill(-child->pid, SIGKILL);
  int raw = 0;
  pid_t collected;
  do collected = waitpid(child->pid, &raw, 0);
  while (collected < 0 && errno == EINTR);
  if (collected < 0) return false;
  *status = WIFSIGNALED(raw) ? -WTERMSIG(raw) : WEXITSTATUS(raw);
  return true;
}

static void lower(int resource, rlim_t most, rlim_t reserve) {
  struct rlimit limit;
  if (getrlimit(resource, &limit)) return;
  if (most < limit.rlim_cur) limit.rlim_cur = most;
  if (most + reserve < limit.rlim_max) limit.rlim_max = most + reserve;
  setrlimit(resource, &limit);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GVS_IS_WATCHED 1
#endif
#endif

bool gvs_limits_memory(void) {
  // A sanitizer maps more of the address space than any limit allows.
#if defined(__linux__) && !defined(GVS_IS_WATCHED)
  return true;
#else
  return false;
#endif
}

void gvs_serve_within(uint64_t memory, uint64_t seconds) {
  lower(RLIMIT_CORE, 0, 0);
  // At the first limit a signal says what has run out; at the second it would say nothing.
  lower(RLIMIT_CPU, (rlim_t)seconds, 5);
  if (gvs_limits_memory()) lower(RLIMIT_AS, (rlim_t)memory, 0);
}

int gvs_serve_begin(void) {
#if defined(__linux__)
  pid_t parent = getppid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before it could be said that the child is to end with it.
  if (getppid() != parent) _exit(1);
#endif
  signal(SIGPIPE, SIG_IGN);
  // What a library prints must not come between the parts of the reply.
  int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  return output;
}
