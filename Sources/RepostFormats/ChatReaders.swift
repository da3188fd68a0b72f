let chatReaders: [any FormatReader.Type] = [
  MemoTraceReader.self, PyWxDumpReader.self, ChatlogReader.self, TGDatasetReader.self,
  TelegramReader.self, QQReader.self, WhatsAppReader.self,
]
