import Foundation

/// A value of JSON, as scripts in a page and the driver of the browser give it.
enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Reads a text of JSON.
  ///
  /// - Parameter data: The text.
  /// - Throws: What is wrong with it.
  init(_ data: Data) throws {
    // A decoder finds the type of a value by what it fails to be, and each failure is kept for a report.
    self.init(try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
  }

  private init(_ value: Any) {
    switch value {
    case let string as String: self = .string(string)
    case let object as [String: Any]: self = .object(object.mapValues { JSON($0) })
    case let array as [Any]: self = .array(array.map { JSON($0) })
    case let number as NSNumber:
      let isTruth = number.objCType.pointee == NSNumber(value: true).objCType.pointee
      self = isTruth ? .bool(number.boolValue) : .number(number.doubleValue)
    default: self = .null
    }
  }

  /// The value as a text of JSON.
  var data: Data { (try? JSONEncoder().encode(self)) ?? Data() }

  subscript(_ name: String) -> JSON { object?[name] ?? .null }

  subscript(_ place: Int) -> JSON {
    guard let array, array.indices.contains(place) else { return .null }
    return array[place]
  }

  var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
  var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  var string: String? { if case .string(let value) = self { value } else { nil } }
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The texts among the entries of an array.
  var strings: [String] { (array ?? []).compactMap(\.string) }
}

extension JSON: Encodable {
  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .number(let number):
      // The driver takes no fraction where it wants a whole number, not even one of zero.
      if let whole = Int(exactly: number) {
        try value.encode(whole)
      } else {
        try value.encode(number)
      }
    case .string(let string): try value.encode(string)
    case .array(let array): try value.encode(array)
    case .object(let object): try value.encode(object)
    }
  }
}

extension JSON: CustomStringConvertible {
  var description: String { string ?? String(decoding: data, as: UTF8.self) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(Double(value)) }
  init(floatLiteral value: Double) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
