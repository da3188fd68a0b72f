// In this order a file is compared with them: the more special before the more general.
let formatReaders: [any FormatReader.Type] =
  deviceReaders + graphReaders + mailReaders + socialReaders + chatReaders
