/// An opaque name for one thing of one kind: 1–128 characters of `A–Z a–z 0–9 _ . : -`.
///
/// The kind is a phantom, so that a room's id can't be taken for a booking's. Ids that Vestibule makes are 128 random
/// bits, base64url (22 characters); whoever makes them owns the randomness, never this target.
public struct Identifier<Kind>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The longest id that is read, in characters.
    public static var longest: Int { 128 }

    public let rawValue: String

    /// - Returns: `nil` if the text is empty, longer than ``longest`` or holds any other character.
    public init?(rawValue: String) {
        let text = rawValue.utf8
        guard (1...Self.longest).contains(text.count), text.allSatisfy(Self.permits) else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    private static func permits(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }
}

extension Identifier: ExpressibleByStringLiteral {
    /// For ids that stand in our own code; nothing from outside is ever a literal.
    public init(stringLiteral text: StaticString) { rawValue = text.description }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = Self(rawValue: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an identifier"))
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// What ids name.
public enum IdentifiedKind {
    public enum Practice {}
    public enum Booking {}
    public enum Room {}
    public enum Client {}
    public enum Account {}
    public enum Staff {}
    public enum Link {}
    public enum Visitor {}
    public enum Subject {}
    public enum Token {}
    public enum Participant {}
    public enum Session {}
    public enum Connection {}
    public enum Request {}
    public enum Instance {}
}

public typealias PracticeID = Identifier<IdentifiedKind.Practice>
public typealias BookingID = Identifier<IdentifiedKind.Booking>
public typealias RoomID = Identifier<IdentifiedKind.Room>
public typealias ClientID = Identifier<IdentifiedKind.Client>
public typealias AccountID = Identifier<IdentifiedKind.Account>
public typealias StaffID = Identifier<IdentifiedKind.Staff>
public typealias LinkID = Identifier<IdentifiedKind.Link>
/// One browser at one direct link.
public typealias VisitorID = Identifier<IdentifiedKind.Visitor>
/// Who a token speaks of (`sub`): `account:…`, `staff:…`, `visitor:…`; other issuers choose their own.
public typealias SubjectID = Identifier<IdentifiedKind.Subject>
/// One token (`jti`), spent by the hello that succeeds with it.
public typealias TokenID = Identifier<IdentifiedKind.Token>
/// A person in one room, for as long as the booking lasts.
public typealias ParticipantID = Identifier<IdentifiedKind.Participant>
/// One connection's life, resumes included.
public typealias SessionID = Identifier<IdentifiedKind.Session>
/// One socket. Never leaves the server.
public typealias ConnectionID = Identifier<IdentifiedKind.Connection>
/// A browser tab, as the page names it.
public typealias InstanceID = Identifier<IdentifiedKind.Instance>
