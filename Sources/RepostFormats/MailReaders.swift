let mailReaders: [any FormatReader.Type] = []
