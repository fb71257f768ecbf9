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

    /// 15 s and 1 min: mail servers make strangers wait, and look at a message before they take it.
    public static let mail = Timeouts(connect: .seconds(15), total: .seconds(60))
    /// 5 s and 15 s.
    public static let web = Timeouts(connect: .seconds(5), total: .seconds(15))
}
