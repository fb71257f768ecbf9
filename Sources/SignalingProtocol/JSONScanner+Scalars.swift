extension JSONScanner {
    /// A string as it stands in the text, without its quotes.
    struct StringRange {
        let range: Range<Int>
        let hasEscapes: Bool

        /// What the string says.
        func text(in bytes: [UInt8]) -> String {
            hasEscapes ? unescape(bytes[range]) : String(decoding: bytes[range], as: UTF8.self)
        }
    }

    mutating func scanString() throws(Failure) -> StringRange {
        position += 1
        let start = position
        var hasEscapes = false
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return StringRange(range: start..<(position - 1), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try scanEscape()
            case 0x00...0x1F: throw failure(.controlCharacter)
            case 0x20...0x7F: position += 1
            default: try scanMultibyte(byte)
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func scanEscape() throws(Failure) {
        let start = position
        position += 1
        switch current {
        case UInt8(ascii: "u"):
            let unit = try scanCodeUnit()
            if (0xDC00...0xDFFF).contains(unit) { throw Failure(reason: .loneSurrogate, offset: start) }
            guard (0xD800...0xDBFF).contains(unit) else { return }
            guard current == UInt8(ascii: "\\") else { throw Failure(reason: .loneSurrogate, offset: start) }
            position += 1
            guard current == UInt8(ascii: "u") else { throw Failure(reason: .loneSurrogate, offset: start) }
            guard (0xDC00...0xDFFF).contains(try scanCodeUnit()) else { throw Failure(reason: .loneSurrogate, offset: start) }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case nil: throw failure(.unexpectedEnd)
        default: throw failure(.invalidEscape)
        }
    }

    /// The four digits after a `u`.
    private mutating func scanCodeUnit() throws(Failure) -> UInt32 {
        position += 1
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current else { throw failure(.unexpectedEnd) }
            guard let digit = hexDigit(byte) else { throw failure(.invalidEscape) }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    /// One scalar beyond ASCII: shortest form only, no surrogates, nothing above U+10FFFF (Unicode 16, table 3-7).
    private mutating func scanMultibyte(_ lead: UInt8) throws(Failure) {
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xE1...0xEC, 0xEE...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: throw failure(.invalidUTF8)
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { throw failure(.invalidUTF8) }
        for index in (position + 2)..<max(position + 2, position + length) where bytes[index] & 0xC0 != 0x80 {
            throw failure(.invalidUTF8)
        }
        position += length
    }

    mutating func scanNumber() throws(Failure) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try scanDigits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try scanDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try scanDigits()
        }
    }

    private mutating func scanDigits() throws(Failure) {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw failure(current == nil ? .unexpectedEnd : .invalidNumber) }
    }
}

private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}

/// The text of a string that has been scanned. Escapes become UTF-16 code units, which JSON's are.
private func unescape(_ escaped: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var rest = Substring(decoding: escaped, as: UTF8.self).utf16
    while let unit = rest.popFirst() {
        guard unit == UInt16(UInt8(ascii: "\\")), let escape = rest.popFirst() else {
            units.append(unit)
            continue
        }
        switch UInt8(truncatingIfNeeded: escape) {
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "u"):
            let digits = rest.prefix(4).compactMap { hexDigit(UInt8(truncatingIfNeeded: $0)) }
            rest = rest.dropFirst(4)
            units.append(UInt16(truncatingIfNeeded: digits.reduce(0) { $0 << 4 | $1 }))
        default: units.append(escape)
        }
    }
    return String(decoding: units, as: UTF16.self)
}
