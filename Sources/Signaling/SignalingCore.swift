import Logging
import NIOCore
import SignalingProtocol

/// What every room and every socket needs of the outside.
final class SignalingCore: Sendable {
    typealias Terms = @Sendable (RoomID) async throws -> RoomTerms?

    let limits: Limits
    let ice: ICEConfiguration
    let codec: FrameCodec
    let metrics: SignalingMetrics
    let lobby: Lobby
    let journal: any RoomJournal
    let terms: Terms
    let now: @Sendable () -> Instant
    let eventLoops: any EventLoopGroup
    let sockets = OpenSockets()
    let shutOuts = ShutOuts()
    let logger: Logger

    init(
        limits: Limits, lobby: Lobby, ice: ICEConfiguration, journal: any RoomJournal, terms: @escaping Terms,
        now: @escaping @Sendable () -> Instant, eventLoops: any EventLoopGroup, metrics: SignalingMetrics, logger: Logger
    ) {
        self.limits = limits
        self.lobby = lobby
        self.ice = ice
        codec = FrameCodec(limits: limits)
        self.journal = journal
        self.terms = terms
        self.now = now
        self.eventLoops = eventLoops
        self.metrics = metrics
        self.logger = logger
    }
}
