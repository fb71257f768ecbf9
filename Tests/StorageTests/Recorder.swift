import GRDB
import Synchronization

/// Collects the statements that a database runs.
final class Recorder: Sendable {
    private let statements = Mutex<[String]>([])

    func database() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            db.trace { event in
                guard case .statement(let statement) = event else { return }
                self.statements.withLock { $0.append(statement.expandedSQL) }
            }
        }
        configuration.publicStatementArguments = true
        return try DatabaseQueue(configuration: configuration)
    }

    /// The statements that `body` runs.
    func recording(_ body: () async throws -> Void) async throws -> Set<String> {
        statements.withLock { $0 = [] }
        try await body()
        let verbs = ["SELECT", "UPDATE", "DELETE", "INSERT"]
        return statements.withLock { Set($0.filter { sql in verbs.contains { sql.hasPrefix($0) } }) }
    }
}
