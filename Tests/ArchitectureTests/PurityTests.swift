import Foundation
import Testing

/// What a pure target may not do even with the imports that it has: time and chance are handed in.
@Suite("Pure targets")
struct PurityTests {
    nonisolated(unsafe) static let forbidden: [String: Regex<Substring>] = [
        "reads a clock": #/\bDate\(\)|\bDate\.now|\bContinuousClock\b|\bSuspendingClock\b|\bclock_gettime\b|timeIntervalSinceNow/#,
        "makes a random value": #/\.random\(|\bUUID\(\)|RandomNumberGenerator\b|\.randomElement\(|\.shuffled\(\)/#,
        "does I/O": #/\bFileManager\b|\bFileHandle\b|\bURLSession\b|\bProcess\(|\bProcessInfo\b|\bprint\(|contentsOf:\s*URL|\bgetenv\b/#,
        "runs concurrently": #/\basync\b|\bawait\b|\bTask\s*[{(.]|\bactor [A-Z]/#,
    ]

    @Test(arguments: ["SignalingProtocol", "RoomCore", "PortalCore"])
    func `a pure target reads no clock, rolls no dice, touches no file and waits for nothing`(target: String) throws {
        for file in try Source.files(of: target) {
            let code = Source.code(file.text)
            for (deed, pattern) in Self.forbidden { #expect(!code.shows(pattern), "\(target)/\(file.name) \(deed)") }
        }
    }

    @Test(arguments: ["let now = Date()", "Int.random(in: 0...1)", "FileManager.default", "func f() async {}", "final actor Room {"])
    func `each of these is seen`(code: String) {
        #expect(Self.forbidden.values.contains { Source.code(code).shows($0) })
    }
}

extension String {
    /// Words end at every dot here; by Unicode's rules `FileManager.default` is one word.
    fileprivate func shows(_ pattern: Regex<Substring>) -> Bool {
        firstMatch(of: pattern.wordBoundaryKind(.simple)) != nil
    }
}
