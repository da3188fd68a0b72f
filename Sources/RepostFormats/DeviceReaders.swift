let deviceReaders: [any FormatReader.Type] = [SMSBackup.self, FaxLog.self, UFEDReport.self]
