import PortalCore

/// Where owners and admins see what couldn't be delivered.
extension Places {
    var outbox: String { "\(staff)/outbox" }
    func resend(_ sequence: Int64) -> String { "\(outbox)/\(sequence)/resend" }
    func dismiss(_ sequence: Int64) -> String { "\(outbox)/\(sequence)/dismiss" }
}
