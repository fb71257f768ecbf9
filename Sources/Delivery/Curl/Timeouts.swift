/// How long one transfer may take.
public struct Timeouts: Equatable, Sendable {
    /// Until there is a connection, TLS included.
    public var connect: Duration
    /// Until everything is done.
    public var total: Duration

    public init(connect: Duration, total: Duration) {
        self.connect = connect
        self.total = total
    }

    /// 15 s and 5 min: some mail servers take minutes to look at a mail, and who leaves before they have answered sends it twice
    /// (RFC 5321, section 4.5.3.2). Half of what the outbox gives an attempt.
    public static let mail = Timeouts(connect: .seconds(15), total: .seconds(300))
    /// 5 s and 15 s.
    public static let web = Timeouts(connect: .seconds(5), total: .seconds(15))
}
