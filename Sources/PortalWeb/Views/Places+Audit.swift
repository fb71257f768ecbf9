import Storage

/// The audit log.
extension Places {
    var audit: String { "\(staff)/audit" }
    func auditExport(_ format: AuditFormat) -> String { "\(audit)/export.\(format.rawValue)" }
}
