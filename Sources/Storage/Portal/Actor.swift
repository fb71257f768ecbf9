import PortalCore
import SignalingProtocol

/// Who changes something, and from where.
public struct Actor: Equatable, Sendable {
    public let name: String
    /// Their network address, where there is one.
    public let address: String?
    /// Which of the staff they are; `nil`: somebody or something else.
    public let staff: StaffID?

    public init(_ subject: SubjectID, from address: String?) {
        name = subject.rawValue
        self.address = address
        staff = subject.staffID
    }

    /// A program, by the key that it shows: `key:ID`.
    public init(_ key: APIKeyID, from address: String?) {
        self.init(name: "key:\(key)", address: address)
    }

    private init(name: String, address: String? = nil) {
        self.name = name
        self.address = address
        staff = nil
    }

    /// The server by itself: reminders, what follows from something else.
    public static let system = Actor(name: "system")
    /// Whoever may use the command line of the installation.
    public static let `operator` = Actor(name: "operator")
    /// Somebody whom no login or key stands for (yet): who signs up, or comes by a link.
    public static func stranger(from address: String?) -> Actor { Actor(name: "stranger", address: address) }
}
