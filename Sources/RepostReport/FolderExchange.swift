#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Swaps two names of one folder in one step.
///
/// - Returns: Whether it was done; `errno` says why not.
func exchange(_ a: String, _ b: String, in folder: Int32) -> Bool {
  #if canImport(Darwin)
  return renameatx_np(folder, a, folder, b, UInt32(RENAME_SWAP)) == 0
  #else
  // The library has the function, but its declaration is hidden from Swift.
  guard let symbol = dlsym(nil, "renameat2") else {
    errno = ENOSYS
    return false
  }
  typealias Rename =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  let rename = unsafeBitCast(symbol, to: Rename.self)
  let exchangeFlag: UInt32 = 2
  return rename(folder, a, folder, b, exchangeFlag) == 0
  #endif
}
