let graphReaders: [any FormatReader.Type] = [GraphML.self, GEXF.self, DOTGraph.self]
