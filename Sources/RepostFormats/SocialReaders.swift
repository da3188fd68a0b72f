let socialReaders: [any FormatReader.Type] = []
