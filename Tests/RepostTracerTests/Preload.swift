#if os(Linux)
import Foundation
import Testing

/// A library that is loaded before all others and lets things fail in the program on purpose: the layout of
/// Graphviz, and writing to what is not in place yet.
enum Preload {
  static let path: Result<String, any Error> = Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "repost-tracer-preload-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (source, library) = (
      folder.appending(path: "faults.c"), folder.appending(path: "faults.so")
    )
    try Data(code.utf8).write(to: source)
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = ["clang", "-shared", "-fPIC", "-o", library.path, source.path, "-ldl"]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
    return library.path
  }

  /// The environment with the library, and what it is to do.
  static func environment(_ faults: [String: String]) throws -> [String: String] {
    faults.merging(["LD_PRELOAD": try path.get()]) { $1 }
  }

  /// The source, which environment variables steer.
  ///
  /// `FAULT_LAYOUT` is crash, hang or memory; with `FAULT_ONCE`, only as long as that file is not there.
  /// `FAULT_PID` is a file that gets the number of the process that hangs. `FAULT_ROOM` is how many bytes
  /// the disk still takes, `FAULT_APPEND` a file that somebody else writes to.
  private static let code = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>

    static int is_due(void) {
      const char *once = getenv("FAULT_ONCE");
      if (!once) return 1;
      int file = open(once, O_CREAT | O_EXCL | O_WRONLY, 0600);
      if (file < 0) return 0;
      close(file);
      return 1;
    }

    int gvLayout(void *context, void *graph, const char *engine) {
      const char *changed = getenv("FAULT_APPEND");
      FILE *input = changed ? fopen(changed, "a") : NULL;
      if (input) { fputs("\\n", input); fclose(input); }
      const char *fault = getenv("FAULT_LAYOUT");
      if (fault && is_due()) {
        if (!strcmp(fault, "crash")) *(volatile int *)8 = 1;
        if (!strcmp(fault, "hang")) {
          const char *path = getenv("FAULT_PID");
          FILE *file = path ? fopen(path, "w") : NULL;
          if (file) { fprintf(file, "%d", (int)getpid()); fclose(file); }
          for (;;) pause();
        }
        if (!strcmp(fault, "memory")) {
          for (;;) {
            char *more = malloc(64 << 20);
            if (!more) { fputs("out of memory\\n", stderr); abort(); }
            memset(more, 1, 64 << 20);
          }
        }
      }
      int (*real)(void *, void *, const char *) = dlsym(RTLD_NEXT, "gvLayout");
      return real(context, graph, engine);
    }

    ssize_t write(int file, const void *bytes, size_t count) {
      static ssize_t (*real)(int, const void *, size_t);
      static long left = -1;
      if (!real) {
        real = dlsym(RTLD_NEXT, "write");
        const char *room = getenv("FAULT_ROOM");
        if (room) left = atol(room);
      }
      if (left >= 0) {
        char link[64], path[4096];
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length < 0 ? 0 : length] = 0;
        if (strstr(path, ".repost-tracer-")) {
          if (!left) { errno = ENOSPC; return -1; }
          if ((long)count > left) count = left;
          left -= count;
        }
      }
      return real(file, bytes, count);
    }
    """
}
#endif
