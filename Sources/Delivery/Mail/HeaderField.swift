import PortalCore

/// One header field of a mail, made of words that are never broken; lines are folded between them.
///
/// Whatever a word is made of, only printable ASCII gets through: no value can end its line and begin another field.
struct HeaderField: Equatable {
    /// The length that lines keep to where words allow it, without CRLF (RFC 5322, section 2.1.1, says 78; encoded words 76).
    static let lineLength = 76

    let name: StaticString
    let words: [String]

    init(_ name: StaticString, _ words: [String]) {
        self.name = name
        self.words = words.map { word in String(decoding: word.utf8.filter { (0x20...0x7E).contains($0) }, as: UTF8.self) }
    }

    init(_ name: StaticString, _ word: String) { self.init(name, [word]) }

    /// Text for people, such as a subject.
    init(_ name: StaticString, text: String) { self.init(name, HeaderText.words(text)) }

    /// A person's address: `=?utf-8?q?=C3=89lise?= <elise@example.org>`.
    init(_ name: StaticString, _ mailbox: MailMessage.Mailbox) {
        let address = mailbox.address.text
        let phrase = mailbox.name.map(HeaderText.phrase) ?? []
        self.init(name, phrase.isEmpty ? [address] : phrase + ["<\(address)>"])
    }

    /// The field with its line's end, folded.
    var lines: String {
        var text = "\(name):"
        var column = text.utf8.count
        for (index, word) in words.enumerated() {
            let folds = index > 0 && column + 1 + word.utf8.count > Self.lineLength
            text += folds ? "\r\n \(word)" : " \(word)"
            column = (folds ? 0 : column) + 1 + word.utf8.count
        }
        return text + "\r\n"
    }

    static func == (left: Self, right: Self) -> Bool { left.lines == right.lines }
}
