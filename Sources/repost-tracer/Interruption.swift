import Foundation
import RepostReport

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Ends a run that is broken off, as by Ctrl-C, without what it had begun to write.
enum Interruption {
  /// Watches for what breaks a run off.
  ///
  /// No other thread may have been started: a signal goes to any that does not block it.
  static func watch() {
    var blocked = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &blocked)
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in [SIGINT, SIGTERM, SIGHUP] where sigismember(&blocked, number) == 0 {
      // Who starts a program with a signal ignored, as nohup does, wants it to go on.
      let before = signal(number, SIG_DFL)
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      } else {
        sigaddset(&watched, number)
      }
    }
    pthread_sigmask(SIG_BLOCK, &watched, nil)
    let signals = watched
    Thread.detachNewThread { wait(for: signals) }
  }

  private static func wait(for signals: sigset_t) -> Never {
    var signals = signals
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    Unfinished.giveUp {
      // Ended by the signal itself, so that a shell knows what it was.
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(number)
      _exit(128 + number)
    }
  }
}
