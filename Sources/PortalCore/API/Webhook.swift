import SignalingProtocol

/// An address of another program that is told of what happens in a practice.
public struct Webhook: Equatable, Sendable, Identifiable {
    /// How long the secret that was replaced still signs beside the new one: 24 hours, in which the other program learns the new one
    /// without missing an event.
    public static let overlap = Duration.seconds(86_400)

    public let id: WebhookID
    public let practice: PracticeID
    public let address: WebAddress
    public let events: Set<WebhookEvent.Kind>
    /// Of the secret that events are signed with: the first is 1.
    public let version: Int
    public let createdAt: Instant
    /// When the secret was last replaced; `nil`: it is the first.
    public let renewedAt: Instant?

    public init(
        id: WebhookID, practice: PracticeID, address: WebAddress, events: Set<WebhookEvent.Kind>, version: Int = 1, createdAt: Instant,
        renewedAt: Instant? = nil
    ) {
        self.id = id
        self.practice = practice
        self.address = address
        self.events = events
        self.version = version
        self.createdAt = createdAt
        self.renewedAt = renewedAt
    }

    public func wants(_ kind: WebhookEvent.Kind) -> Bool { kind == .test || events.contains(kind) }

    /// The versions of the secret that events are signed with, the newest first.
    public func versions(signingAt now: Instant) -> [Int] {
        guard let renewedAt, version > 1, now < renewedAt + Self.overlap else { return [version] }
        return [version, version - 1]
    }
}

/// Why an address can't be a webhook's.
public enum WebhookAddressRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// It is no `http` or `https` address.
    case malformed
    /// What is told could be read on its way.
    case notEncrypted = "not_encrypted"
    /// It is this machine, which outsiders have no business to reach through the server.
    case thisMachine = "this_machine"
    /// It lies inside a private network, or is no address of the open internet otherwise.
    case privateNetwork = "private_network"
}

extension WebAddress {
    /// An address that events may be sent to: `https`; where the operator lets webhooks call private networks, also `http` on this
    /// machine. What a name leads to is seen when it is called.
    public init(webhook text: String, allowsPrivate: Bool) throws(WebhookAddressRefusal) {
        let address: WebAddress
        do throws(TextRefusal) { address = try WebAddress(text) } catch { throw .malformed }
        let isHere = Loopback.isHost(address.host)
        guard allowsPrivate || !isHere else { throw .thisMachine }
        guard allowsPrivate || IPAddress(host: address.host)?.isPublic ?? true else { throw .privateNetwork }
        guard address.isEncrypted || isHere else { throw .notEncrypted }
        self = address
    }
}
