let chatReaders: [any FormatReader.Type] = []
