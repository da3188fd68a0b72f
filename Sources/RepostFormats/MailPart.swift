/// One thing that a message passes on.
struct MailPart {
  var item: String
  var title: String
  var extras: [(name: String, value: String)] = []
  var flags: [String] = []
  /// The record of the attached message that it comes from.
  var parent = ""
  var parentRule = ""
}
