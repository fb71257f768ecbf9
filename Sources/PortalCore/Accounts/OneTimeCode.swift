/// Six digits that are good once: sent by mail or SMS (C4, A8), or shown by an authenticator app.
///
/// Never stored as they are; a hash of so few would be guessed, so that stores keep a keyed one.
public struct OneTimeCode: Hashable, Sendable {
    public static let length = 6

    /// Digits alone, zeros in front included.
    public let digits: String

    /// How many random bytes make a code: 8, so that no code is likelier than another by more than one in 10¹³.
    public static let byteCount = 8

    /// A code from random bytes.
    ///
    /// - Returns: `nil` unless there are ``byteCount`` of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(number: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// The last six decimal digits of a number.
    init(number: UInt64) {
        let text = String(number % 1_000_000)
        digits = String(repeating: "0", count: Self.length - text.count) + text
    }

    /// A code as somebody typed or pasted it: blanks and dashes make no difference.
    ///
    /// - Returns: `nil` unless six digits are left.
    public init?(typed: String) {
        guard typed.utf8.count <= 64 else { return nil }
        let text = typed.filter { !$0.isTypingGap }
        guard text.count == Self.length, text.allSatisfy(\.isDigit) else { return nil }
        digits = text
    }

    /// In two halves, as it is easiest to read and to say: "123 456", the blank non-breaking.
    public var spaced: String { digits.prefix(3) + "\u{A0}" + digits.dropFirst(3) }
}

extension Character {
    /// What people put between the groups of a code, and what comes along when they paste it.
    var isTypingGap: Bool {
        isWhitespace || self == "-" || ("\u{2010}"..."\u{2015}").contains(self) || "\u{200B}\u{FEFF}\u{2060}\u{2212}".contains(self)
    }
}
