let deviceReaders: [any FormatReader.Type] = []
