import Foundation
import PortalCore

@testable import Delivery

/// A mail as somebody else's parser reads it.
struct ReadMail: Decodable {
    struct Part: Decodable {
        var type: String
        var method: String?
        var disposition: String?
        var fileName: String?
        /// `nil` if it has parts of its own.
        var text: String?
    }

    private var headers: [[String]]
    /// The recipient's name and address.
    var to: [String]
    var parts: [Part]
    /// What the parser found wrong.
    var defects: [String]

    init(_ message: MailMessage) throws {
        self = try JSONDecoder().decode(Self.self, from: try Python.run("read_mail.py", input: message.mime))
    }

    /// The names of all header fields, in lower case.
    var names: [String] { headers.compactMap(\.first) }

    /// Every value that a field has, decoded.
    subscript(name: String) -> [String] { headers.filter { $0.first == name }.compactMap(\.last) }
}
