let mailReaders: [any FormatReader.Type] = [Mail.self]
