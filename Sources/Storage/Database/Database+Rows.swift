import GRDB

/// Short forms for the plain statements that all of this target is made of.
extension Database {
    func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension Row {
    /// A column's value in its own type.
    ///
    /// - Throws: ``StoredRowError`` if there is no such column, `RowDecodingError` if it holds something of another type.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        // An optional would read a misspelt column as NULL.
        guard hasColumn(column) else { throw StoredRowError(what: "no column \(column)") }
        return try decode(forColumn: column)
    }
}

/// A row isn't what its table's constraints promise: somebody wrote to the file by other means.
struct StoredRowError: Error {
    let what: String
}

/// `?, ?, ?`: as many parameters as an `IN` list has values.
func placeholders(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }
