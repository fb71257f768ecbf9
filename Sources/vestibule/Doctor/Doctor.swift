import Foundation
import SignalingProtocol

/// Looks at everything that an installation needs. Changes nothing, and leaves no trace that anybody sees.
struct Doctor: Sendable {
    let settings: Settings
    var now: @Sendable () -> Instant = { ServerClock().now }

    /// In the order of the list below; no look waits for another where it doesn't have to.
    func findings() async -> [Finding] {
        let files = DataFiles(settings.dataDirectory)
        let databases = DatabaseLook(files: files).findings
        let disk = DiskLook(folder: settings.dataDirectory).finding
        let clock = ClockLook(files: files, now: now()).finding
        let certificate = CertificateLook(tls: settings.tls, publicURL: settings.publicURL, now: now()).finding
        async let mail = MailLook(settings: settings).finding
        async let relays = RelayLook(turn: settings.turn, now: now()).findings
        async let visit = VisitLook(settings: settings, canSign: !databases.contains { $0.outcome != .ok }, now: now).finding
        return databases + [disk, clock].compactMap(\.self) + [await mail] + (await relays) + [certificate].compactMap(\.self) + [await visit]
    }
}
