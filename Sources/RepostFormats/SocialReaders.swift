// In this order a file is compared with them.
let socialReaders: [any FormatReader.Type] = [
  CEDReader.self, WeiboReader.self, WeiboLinesReader.self, CasFlowReader.self,
  TwitterTreeReader.self, XV1Reader.self, XV2Reader.self, ActivityPubReader.self,
  BlueskyReader.self, CaseUCOReader.self,
]
