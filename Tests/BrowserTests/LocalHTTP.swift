import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Questions in HTTP to a program on this machine.
///
/// URLSession is of no use here: on Linux it takes no header without a space behind the colon, and
/// chromedriver writes none.
struct LocalHTTP: Sendable {
  let port: UInt16

  struct Answer {
    let status: Int
    let body: Data
  }

  /// Asks once, on a connection of its own, and waits for the answer for a minute at most.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - path: The path.
  ///   - body: The body, as JSON; none where there is nothing to say.
  /// - Returns: The answer.
  /// - Throws: ``BrowserError`` where nobody answers, or not in HTTP.
  func ask(_ method: String, _ path: String, _ body: Data?) throws -> Answer {
    let connection = try connect()
    defer { close(connection) }
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let body {
      head += "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(body.count)\r\n"
    }
    try send([UInt8](Data((head + "\r\n").utf8) + (body ?? Data())), to: connection)
    return try answer(from: connection, to: "\(method) \(path)")
  }

  private func connect() throws -> Int32 {
    #if canImport(Glibc)
    let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #else
    let connection = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard connection >= 0 else { throw BrowserError("no socket: error \(errno)") }
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    #if canImport(Darwin)
    var yes: Int32 = 1
    setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, 4)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        #if canImport(Darwin)
        Darwin.connect(connection, place, size)
        #elseif canImport(Musl)
        Musl.connect(connection, place, size)
        #else
        Glibc.connect(connection, place, size)
        #endif
      }
    }
    guard failed == 0 else {
      close(connection)
      throw BrowserError("nobody answers at port \(port): error \(errno)")
    }
    return connection
  }

  private func send(_ bytes: [UInt8], to connection: Int32) throws {
    #if canImport(Darwin)
    let flags: Int32 = 0
    #else
    let flags = Int32(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { systemSend(connection, $0, flags) }
      if sent < 0 && errno == EINTR { continue }
      guard sent > 0 else { throw BrowserError("the connection broke: error \(errno)") }
      rest = rest.dropFirst(sent)
    }
  }

  private func answer(from connection: Int32, to question: String) throws -> Answer {
    var bytes = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var length: Int?
    var start = 0
    while length == nil || bytes.count < start + (length ?? 0) {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw BrowserError("no answer to \(question): error \(errno)") }
      guard count > 0 else { break }
      bytes += buffer[..<count]
      if length == nil, let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) {
        start = end.upperBound
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        length = head.firstMatch(of: /(?i)\r\ncontent-length: *(\d+)/).flatMap { Int($0.1) }
      }
    }
    let head = String(decoding: bytes.prefix(start), as: UTF8.self)
    guard let length, bytes.count == start + length,
      let status = head.firstMatch(of: /^HTTP\/1\.1 (\d+)/).flatMap({ Int($0.1) })
    else { throw BrowserError("half an answer to \(question): \(head)") }
    return Answer(status: status, body: Data(bytes.suffix(length)))
  }
}

private func systemSend(_ connection: Int32, _ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int
{
  send(connection, bytes.baseAddress, bytes.count, flags)
}
