import Foundation
import SignalingProtocol

extension Parser {
    /// The strict scanner, against Foundation's reader: it takes less, never more, and reads the same.
    static let json = Parser("json") { bytes in
        let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        switch Result(catching: { () throws(JSONScanner.Failure) in try JSONScanner.object(in: bytes, maximumDepth: 32) }) {
        case .success(let object):
            guard let theirs = theirs as? [String: Any] else {
                return try expect(holdsHugeNumber(bytes), "Foundation reads what the scanner does")
            }
            try compare(object, with: theirs)
            try expectSameWhenWritten(bytes)
        case .failure(let error):
            try expect((0...bytes.count).contains(error.offset), "a failure is within the text")
            try expect(theirs == nil || isLenient(Foundation: bytes, where: error), "Foundation reads what the scanner calls \(error.reason)")
        }
    }

    private static func compare(_ object: JSONObject, with theirs: [String: Any]) throws {
        try expect(Set(object.members.map(\.name)) == Set(theirs.keys), "both see the same names")
        for member in object.members {
            let value = object.bytes(member.name).flatMap {
                try? JSONSerialization.jsonObject(with: Data($0), options: .fragmentsAllowed)
            }
            try expect(value != nil, "a member's bytes are one value")
            try expect(object.string(member.name) == theirs[member.name] as? String, "both read the same string")
            if let inner = object.object(member.name) {
                let members = theirs[member.name] as? [String: Any]
                try expect(members.map { Set($0.keys) } == Set(inner.members.map(\.name)), "both see the same names within")
            }
            if let number = object.integer(member.name) {
                try expect((theirs[member.name] as? NSNumber)?.int64Value == Int64(number), "both read the same number")
            }
        }
    }

    private static func expectSameWhenWritten(_ bytes: [UInt8]) throws {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return }
        let written = value.raw.bytes
        let again = try? JSONDecoder().decode(JSONValue.self, from: Data(written))
        try expect(again?.settled == value.settled, "what is written reads as what it was")
        try expect((try? JSONScanner.object(in: written, maximumDepth: 32)) != nil, "what is written is strict JSON")
    }

    /// A number that no Double holds is JSON all the same.
    private static func holdsHugeNumber(_ bytes: [UInt8]) -> Bool { bytes.contains { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") } || bytes.count > 300 }

    /// Foundation guesses the encoding of what has zeros or a mark in it, lets a comma stand before a bracket, and is no stickler for what
    /// the scanner is there for.
    private static func isLenient(Foundation bytes: [UInt8], where failure: JSONScanner.Failure) -> Bool {
        switch failure.reason {
        case .duplicateName, .tooDeep, .loneSurrogate, .notAnObject, .invalidUTF8: return true
        case .unexpectedByte where [UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[failure.offset]): return true
        default: return bytes.contains { [0, 0xFE, 0xFF].contains($0) } || bytes.starts(with: [0xEF, 0xBB, 0xBF])
        }
    }
}

extension JSONValue {
    /// A number that has no fraction left once a Double holds it is written, and read again, as a whole one.
    fileprivate var settled: JSONValue {
        switch self {
        case .number(let number) where number.magnitude <= 0x1p53: Int64(exactly: number).map(JSONValue.integer) ?? self
        // Beyond that not every whole number is a double: what is written in digits and with an exponent is told apart by its last ones.
        case .integer(let number) where number.magnitude > 1 << 53: .number(Double(number))
        case .array(let values): .array(values.map(\.settled))
        case .object(let members): .object(members.mapValues(\.settled))
        default: self
        }
    }
}
