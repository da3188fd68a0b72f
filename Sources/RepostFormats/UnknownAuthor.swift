/// A name for the author of something that the file tells to be another's, without saying whose.
///
/// With it nobody who passed such a thing on is taken for its origin.
func unknownAuthor(of item: String) -> String { "author of \(item)" }
