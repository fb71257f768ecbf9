/// A parser of bytes from outside, and what must hold of it whatever it is given.
public struct Parser: Sendable {
    /// Also the name of the folder with its corpus.
    public let name: String
    /// - Throws: ``BrokenRule``.
    public let check: @Sendable ([UInt8]) throws -> Void

    init(_ name: String, _ check: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.name = name
        self.check = check
    }

    /// Of a parser that reads text.
    init(ofText name: String, _ check: @escaping @Sendable (String) throws -> Void) {
        self.init(name) { try check(String(decoding: $0, as: UTF8.self)) }
    }

    /// All that we wrote ourselves. What a library reads (HTTP, JWT signatures, SQLite, PDF) is the library's to fuzz.
    public static let all: [Parser] = [
        .json, .frame, .assembly, .handshake, .address, .token, .form, .multipart, .language, .localPath, .schema, .mailFile, .email,
        .webAddress, .telephone, .name, .freeText, .time, .money, .code, .picture, .calendar, .table, .mailHeader, .mailBody, .mailServer,
        .relay,
    ]
}

/// What doesn't hold.
public struct BrokenRule: Error, CustomStringConvertible {
    public let description: String
}

/// - Throws: ``BrokenRule`` unless it is so.
func expect(_ isSo: Bool, _ rule: @autoclosure () -> String) throws {
    guard isSo else { throw BrokenRule(description: rule()) }
}

extension String {
    /// Nothing that ends a line or that no page shows.
    var isOneLine: Bool {
        unicodeScalars.allSatisfy {
            ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
    }

    /// The first line, and all that follows.
    var halves: (first: String, rest: String) {
        let parts = split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts.first ?? "", parts.dropFirst().first ?? "")
    }
}
