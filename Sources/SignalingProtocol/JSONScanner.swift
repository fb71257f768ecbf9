/// A strict reader of JSON text (RFC 8259, UTF-8): it checks everything and copies nothing but names.
///
/// It refuses what lenient readers let pass and two readers could understand differently: a name used twice in one object
/// (compared after unescaping), nesting beyond a limit, invalid UTF-8, lone surrogates, anything after the value. It finds the byte
/// ranges of an object's members, and of their members in turn, so that a part can be forwarded or decoded by itself.
public struct JSONScanner: Sendable {
    /// What is wrong, and at which byte.
    public struct Failure: Error, Equatable, Sendable {
        public enum Reason: String, Equatable, Sendable {
            case unexpectedByte, unexpectedEnd, notAnObject, trailingBytes, tooDeep, duplicateName, invalidUTF8, loneSurrogate,
                controlCharacter, invalidEscape, invalidNumber
        }
        public let reason: Reason
        public let offset: Int
    }

    let bytes: [UInt8]
    let maximumDepth: Int
    var position = 0
    var depth = 0

    init(_ bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    /// Reads one object that fills the text but for white space.
    ///
    /// - Parameter maximumDepth: How many objects and arrays may be open at once, the outermost included.
    public static func object(in bytes: [UInt8], maximumDepth: Int) throws(Failure) -> JSONObject {
        var scanner = JSONScanner(bytes, maximumDepth: maximumDepth)
        scanner.skipWhiteSpace()
        guard scanner.current != nil else { throw scanner.failure(.unexpectedEnd) }
        guard scanner.current == UInt8(ascii: "{") else { throw scanner.failure(.notAnObject) }
        let members = try scanner.scanObject()
        scanner.skipWhiteSpace()
        guard scanner.position == bytes.count else { throw scanner.failure(.trailingBytes) }
        return JSONObject(text: bytes, members: members)
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func failure(_ reason: Failure.Reason) -> Failure { Failure(reason: reason, offset: position) }

    /// The failure for a byte that can't stand here, or for the end of the text.
    func unexpected() -> Failure { failure(position < bytes.count ? .unexpectedByte : .unexpectedEnd) }

    mutating func skipWhiteSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Takes this very byte, white space before it allowed.
    mutating func take(_ byte: UInt8) -> Bool {
        skipWhiteSpace()
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// - Returns: The members of the value, if it is an object whose members anyone may ask for.
    mutating func scanValue() throws(Failure) -> [JSONObject.Member]? {
        guard let byte = current else { throw unexpected() }
        switch byte {
        case UInt8(ascii: "{"): return try scanObject()
        case UInt8(ascii: "["): try scanArray()
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "t"): try scanWord("true")
        case UInt8(ascii: "f"): try scanWord("false")
        case UInt8(ascii: "n"): try scanWord("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
        default: throw unexpected()
        }
        return nil
    }

    private mutating func scanWord(_ word: String) throws(Failure) {
        for byte in word.utf8 {
            guard current == byte else { throw unexpected() }
            position += 1
        }
    }

    private mutating func open() throws(Failure) {
        guard depth < maximumDepth else { throw failure(.tooDeep) }
        depth += 1
        position += 1
    }

    private mutating func scanArray() throws(Failure) {
        try open()
        defer { depth -= 1 }
        if take(UInt8(ascii: "]")) { return }
        repeat {
            skipWhiteSpace()
            _ = try scanValue()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw unexpected() }
    }

    private mutating func scanObject() throws(Failure) -> [JSONObject.Member] {
        try open()
        defer { depth -= 1 }
        let isKept = depth <= JSONObject.keptLevels
        var members: [JSONObject.Member] = []
        var names = Names()
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipWhiteSpace()
            guard current == UInt8(ascii: "\"") else { throw unexpected() }
            let start = position
            let name = try scanString().text(in: bytes)
            guard names.insert(name) else { throw Failure(reason: .duplicateName, offset: start) }
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            skipWhiteSpace()
            let first = position
            let inner = try scanValue()
            if isKept { members.append(.init(name: name, value: first..<position, members: inner)) }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw unexpected() }
        return members
    }
}

extension JSONScanner {
    /// The names of one object. A list while they are few; hashed beyond, so that many names cost no square of time.
    private struct Names {
        private var few: [String] = []
        private var many: Set<String> = []

        /// - Returns: Whether the name is new.
        mutating func insert(_ name: String) -> Bool {
            guard many.isEmpty else { return many.insert(name).inserted }
            guard !few.contains(name) else { return false }
            few.append(name)
            if few.count > 16 { many = Set(few) }
            return true
        }
    }
}
