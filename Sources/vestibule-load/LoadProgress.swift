import Foundation

/// What the caller is told before there are figures.
enum LoadProgress {
    /// A line on standard error.
    static func say(_ word: String) { FileHandle.standardError.write(Data("\(word)\n".utf8)) }
}
