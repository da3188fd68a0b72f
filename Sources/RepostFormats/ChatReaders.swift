let chatReaders: [any FormatReader.Type] = [
  MemoTraceReader.self, PyWxDumpReader.self, ChatlogReader.self,
]
