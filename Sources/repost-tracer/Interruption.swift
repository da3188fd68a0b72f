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
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Watches for what breaks a run off.
  ///
  /// No other thread may have been started: a signal goes to any that does not block it.
  static func watch() {
    var blocked = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &blocked)
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in signals where sigismember(&blocked, number) == 0 { sigaddset(&watched, number) }
    pthread_sigmask(SIG_BLOCK, &watched, nil)
    for number in signals where sigismember(&watched, number) == 1 {
      // Who starts a program with a signal ignored, as nohup does, wants it to go on.
      let before = signal(number, SIG_DFL)
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
        sigdelset(&watched, number)
        unblock(number)
      }
    }
    let copy = UnsafeMutablePointer<sigset_t>.allocate(capacity: 1)
    copy.initialize(to: watched)
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let failure = pthread_create(
      &thread, nil,
      { argument in
        let argument: UnsafeMutableRawPointer? = argument
        if let argument { Interruption.wait(for: argument.assumingMemoryBound(to: sigset_t.self)) }
        return nil
      }, copy)
    // Where there can be no such thread, signals end the program at once, as they end any other.
    if failure != 0 { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
  }

  private static func wait(for watched: UnsafeMutablePointer<sigset_t>) -> Never {
    var number: Int32 = 0
    while sigwait(watched, &number) != 0 {}
    // A disk that does not answer must not keep the program.
    alarm(10)
    Unfinished.giveUp {
      // Ended by the signal itself, so that a shell knows what it was.
      unblock(number)
      raise(number)
      _exit(128 + number)
    }
  }

  private static func unblock(_ number: Int32) {
    var own = sigset_t()
    sigemptyset(&own)
    sigaddset(&own, number)
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
  }
}
