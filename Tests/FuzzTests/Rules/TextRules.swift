import Foundation
import PortalCore
import SignalingProtocol

extension Parser {
    static let email = Parser(ofText: "email") { text in
        guard let address = try? EmailAddress(text) else { return }
        try expect(address.text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && address.text.utf8.count <= 254, "an address is short ASCII")
        try expect(address.text.split(separator: "@").count == 2 && !address.domain.isEmpty, "an address has two halves")
        try expect(!address.text.contains { ",;:<>\"()[]\\".contains($0) }, "an address can't be two")
        try expect((try? EmailAddress(address.text)) == address, "an address reads as what it was")
    }

    static let webAddress = Parser(ofText: "web-address") { text in
        guard let address = try? WebAddress(text) else { return }
        try expect((try? WebAddress(address.text)) == address, "an address reads as what it was")
        guard let parts = URLComponents(string: address.text) else { return }
        try expect(parts.encodedHost?.lowercased() == address.host, "everybody sees the same host")
        try expect(parts.user == nil && parts.fragment == nil, "nobody is named in it")
        try expect(parts.scheme?.lowercased() == (address.isEncrypted ? "https" : "http"), "everybody sees the same scheme")
    }

    static let telephone = Parser(ofText: "telephone") { text in
        if let mobile = try? MobileNumber(text) {
            try expect(mobile.text.wholeMatch(of: /\+[1-9][0-9]{7,14}/) != nil, "a number is a plus and digits")
            try expect((try? MobileNumber(mobile.text)) == mobile, "a number reads as what it was")
        }
        if let telephone = try? Telephone(text) {
            try expect(telephone.text.isOneLine && telephone.text.count <= 40, "a number is short")
            try expect(telephone.dialable.utf8.allSatisfy { "+0123456789".utf8.contains($0) }, "what is dialled is digits")
            try expect((try? Telephone(telephone.text)) == telephone, "a number reads as what it was")
        }
    }

    /// Names, slugs, and other words on one line.
    static let name = Parser(ofText: "name") { text in
        if let name = DisplayName(text) {
            try expect(name.text.isOneLine && (1...DisplayName.longest).contains(name.text.count), "a name is one short line")
            try expect(DisplayName(name.text) == name, "a name reads as what it was")
        }
        if let name = try? DisplayName.parse(text) { try expect((try? DisplayName.parse(name.text)) == name, "a typed name reads as what it was") }
        if let line = try? ProfileLine(text) {
            try expect(line.text.isOneLine && (1...ProfileLine.longest).contains(line.text.count), "a line is one short line")
            try expect((try? ProfileLine(line.text)) == line, "a line reads as what it was")
        }
        if let slug = try? Slug(text) { try expect(slug.text == text && slug.text.wholeMatch(of: /[a-z0-9\-]{2,40}/) != nil, "a slug is plain") }
        if let id = RoomID(rawValue: text) { try expect(id.rawValue.wholeMatch(of: /[A-Za-z0-9_.:\-]{1,128}/) != nil, "an id is plain") }
        let key = SearchKey(text)
        try expect(key.text.isOneLine && !key.text.contains("  "), "a key is words")
        _ = DisplayName.key(ofRecordName: text)
    }

    static let freeText = Parser(ofText: "free-text") { text in
        for kind in FreeText.Kind.allCases {
            guard let read = try? FreeText(text, as: kind) else { continue }
            try expect((1...kind.longest).contains(read.text.count), "a text is as long as allowed")
            try expect(read.text.split(separator: "\n").allSatisfy { String($0).isOneLine }, "only line breaks end lines")
            try expect(!read.text.contains("\n\n\n"), "never two empty lines")
            try expect((try? FreeText(read.text, as: kind)) == read, "a text reads as what it was")
        }
        guard let address = try? PostalAddress(text) else { return }
        try expect((1...PostalAddress.mostLines).contains(address.lines.count), "an address has few lines")
        try expect((try? PostalAddress(address.text)) == address, "an address reads as what it was")
    }
}
