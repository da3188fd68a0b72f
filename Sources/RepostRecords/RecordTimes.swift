/// When records were passed on: a start each, and a byte for the precision and the length.
struct RecordTimes: Sendable {
  /// How a time is stated, and how long it lasts.
  struct Form: Hashable, Sendable {
    var precision: TimePrecision
    /// In microseconds; that of an unknown time leads from its start to its end all the same.
    var length: Int64
  }

  /// The forms that every table begins with.
  static let common = [
    Form(precision: .second, length: 1_000_000),
    Form(precision: .unknown, length: -1),
    Form(precision: .minute, length: 60_000_000),
    Form(precision: .day, length: 86_400_000_000),
  ]
  /// The codes of the common forms.
  static let second: UInt8 = 0
  static let unknown: UInt8 = 1
  static let minute: UInt8 = 2
  static let day: UInt8 = 3
  /// The code of times whose forms are too many to have one.
  static let odd: UInt8 = 255

  var starts: [Int64] = []
  private(set) var codes: [UInt8] = []
  private var forms = Self.common
  private var oddForms: [Int32: Form] = [:]

  static func form(of time: StatedTime) -> Form {
    Form(precision: time.precision, length: time.span.end &- time.span.start)
  }

  func end(_ record: Int) -> Int64 { starts[record] &+ form(record).length }

  func time(_ record: Int) -> StatedTime {
    StatedTime(
      span: TimeSpan(start: starts[record], end: end(record)), precision: form(record).precision)
  }

  mutating func append(_ time: StatedTime) {
    let form = Self.form(of: time)
    let code = code(of: form)
    if code == Self.odd { oddForms[Int32(codes.count)] = form }
    starts.append(time.span.start)
    codes.append(code)
  }

  mutating func append(
    _ starts: UnsafeBufferPointer<Int64>, _ codes: UnsafeBufferPointer<UInt8>
  ) {
    self.starts.append(contentsOf: starts)
    self.codes.append(contentsOf: codes)
  }

  /// Gives a record a form that may have no code.
  mutating func setForm(_ form: Form, of record: Int) {
    let code = code(of: form)
    codes[record] = code
    if code == Self.odd { oddForms[Int32(record)] = form }
  }

  /// Gives a record another time.
  mutating func set(_ time: StatedTime, of record: Int) {
    starts[record] = time.span.start
    setForm(Self.form(of: time), of: record)
  }

  /// The code of a form, which gets one where there is room.
  mutating func code(of form: Form) -> UInt8 {
    if let code = forms.firstIndex(of: form) { return UInt8(code) }
    guard forms.count < Int(Self.odd) else { return Self.odd }
    forms.append(form)
    return UInt8(forms.count - 1)
  }

  mutating func reserve(_ count: Int) {
    starts.reserveCapacity(count)
    codes.reserveCapacity(count)
  }

  /// Whether two records last equally long.
  @inline(__always)
  func lastEqually(_ a: Int, _ b: Int) -> Bool {
    codes[a] == codes[b] && codes[a] != Self.odd || form(a).length == form(b).length
  }

  private func form(_ record: Int) -> Form {
    let code = codes[record]
    guard code == Self.odd else { return forms[Int(code)] }
    return oddForms[Int32(record)] ?? forms[Int(Self.unknown)]
  }
}
