let graphReaders: [any FormatReader.Type] = []
