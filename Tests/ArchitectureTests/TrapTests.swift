import Foundation
import Testing

/// A trap ends every room of the process: what can trap on outside data doesn't stand in our sources.
@Suite("Traps")
struct TrapTests {
    static let targets = [
        "SignalingProtocol", "RoomCore", "PortalCore", "Signaling", "Storage", "Delivery", "PortalWeb", "Documents", "vestibule",
    ]

    @Test(arguments: targets)
    func `no source forces, aborts or switches the compiler's checks off`(target: String) throws {
        let pattern = #/\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(|\bunsafelyUnwrapped\b|@unchecked Sendable|nonisolated\(unsafe\)/#
        for file in try Source.files(of: target) {
            let match = Source.code(file.text).firstMatch(of: pattern)
            #expect(match == nil, "\(target)/\(file.name): \(match.map { String($0.0) } ?? "")")
        }
    }
}
