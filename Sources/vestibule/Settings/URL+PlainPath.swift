import Foundation

extension URL {
    /// A file's path as the system has it: `path()` alone writes a blank as `%20`.
    var plainPath: String { path(percentEncoded: false) }
}
