import Foundation
import SignalingProtocol
import Storage

/// Whether the clock stands where it may: not before what is written down already.
struct ClockLook {
    /// Clocks that are set by the network are never off by more. Default 60 s.
    static let tolerance: Duration = .seconds(60)

    let files: DataFiles
    let now: Instant

    /// `nil` where there is nothing to compare it with.
    var finding: Finding? {
        guard let newest = try? PortalStore.health(of: files.portal.plainPath).newest else { return nil }
        guard newest <= now + Self.tolerance else {
            return .failed(
                .clock, "it stands \((newest - now).milliseconds / 1000) s before the newest entry of the audit log",
                "set it by NTP: windows and tokens go by it")
        }
        return .ok(.clock, "it stands after everything that is written down")
    }
}
