public import RepostTrace

/// The list of forwarders as JSON of the schema `repost-tracer/forwarders/1`.
///
/// - Parameters:
///   - trace: What the records show.
///   - version: The version of the program, named as the tool.
///   - jobs: How many processors may work at once; the bytes are the same.
/// - Returns: UTF-8 text that ends with a line break.
public func forwardersJSON(_ trace: Trace, version: String, jobs: Int = 1) -> [UInt8] {
  var json = JSONText()
  json.object { json in
    json.key("schema")
    json.string("repost-tracer/forwarders/1")
    json.writeTool(version: version)
    TraceJSON(trace: trace, detail: .full, jobs: jobs).writeForwarders(&json)
  }
  return json.finish()
}
